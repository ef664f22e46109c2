using System.Globalization;
using CaseWorker.Contracts;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Benchmarks.Cases;

/// <summary>One case of the load: the same number is the same case, byte for byte, in every run.</summary>
/// <param name="Number">From 1; also the case id.</param>
internal sealed record BenchCase(int Number, CaseEnqueue Request, byte[] Body)
{
    private static readonly string Story = string.Concat(Enumerable.Repeat("The printer on the third floor stops after two pages. ", 6));

    public int ServiceId => Request.ServiceId!.Value;

    public static BenchCase Of(int number)
    {
        var digits = number.ToString("00000000", CultureInfo.InvariantCulture);
        var request = new CaseEnqueue
        {
            ServiceId = (number * 7 % BenchCatalog.Services) + 1,
            CustomerId = 100_000 + (number % 20_000),
            ExtRef = "+45" + digits,
            Subject = "Printer stops after two pages, ticket " + digits,
            Notes = Story + digits,
            ClassificationCode = "HW-PRINT",
            CustomProperties = new Dictionary<string, string>
            {
                ["Building"] = "Headquarters",
                ["Serial"] = "SN-" + digits,
                ["Contract"] = "Gold, next business day",
            },
        };
        return new BenchCase(number, request, EnqueueWriter.Write(request));
    }

    public static List<BenchCase> Load(int count) => [.. Enumerable.Range(1, count).Select(Of)];

    public int PartitionOf(int partitions) => PartitionRule.PartitionOf(ServiceId, partitions);

    /// <summary>The message as a gateway would have sent it.</summary>
    public IntakeMessage ToMessage(DateTimeOffset acceptedAt) => new()
    {
        Body = Body,
        MessageKey = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{Number:000000000000}"),
        CaseId = Number,
        HubId = BenchCatalog.HubId,
        AcceptedAt = acceptedAt,
        FromGateway = true,
    };
}

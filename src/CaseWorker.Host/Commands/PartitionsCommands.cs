using System.CommandLine;
using CaseWorker.Host.Composition;
using CaseWorker.Host.Settings;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage;

namespace CaseWorker.Host.Commands;

/// <summary>The number of partitions, which the first start fixes.</summary>
internal static class PartitionsCommands
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var count = new Argument<int>("count") { Description = "The new number, 1 to 64." };
        var set = new Command(
            "set",
            "Changes the number of partitions: gateways answer 503, the queues drain and are deleted, the new number is put in force, and running processes end to be started again. Broken off, it goes on when it is run again.")
        {
            count,
        };
        set.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, services => SetAsync(services, parsed.GetValue(count), cancellation)));
        return new Command("partitions", "The number of partitions, fixed by the first start.") { set };
    }

    private static async Task<int> SetAsync(IServiceProvider services, int count, CancellationToken cancellation)
    {
        var parts = services.GetRequiredService<Parts>();
        if (parts.Transport.Kind != TransportKind.RabbitMq)
            throw new RefusedException("Transport:Kind must be RabbitMq, is Embedded: without a broker there are no partitions to change.");
        if (count is < 1 or > 64)
            throw new RefusedException($"The number of partitions must be 1 to 64, is {count}.");

        try
        {
            var repartitioner = new Repartitioner(services.GetRequiredService<Database>(), parts.RabbitMq, TimeProvider.System);
            await repartitioner.RunAsync(count, Console.WriteLine, cancellation);
            return ProgramExit.Done;
        }
        catch (InvalidOperationException refused)
        {
            throw new RefusedException(refused.Message);
        }
    }
}

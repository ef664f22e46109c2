using System.Globalization;

namespace CaseWorker.Benchmarks.Search;

/// <summary>A case of a million: the same number is the same case in every run. The number is also its id.</summary>
internal sealed record SearchCase
{
    public const int CustomersPerUnit = 1500;

    private static readonly DateTimeOffset Begin = new(2024, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    public required int Number { get; init; }
    public required int HubId { get; init; }

    /// <summary>0 to 7.</summary>
    public required int Service { get; init; }

    public required string Status { get; init; }
    public required DateTimeOffset StoredAt { get; init; }
    public required Customer Customer { get; init; }

    /// <summary>For everything else, in one order.</summary>
    public required Random Random { get; init; }

    public int ServiceId => SearchCatalog.Service(HubId, Service);
    public int DepartmentId => SearchCatalog.DepartmentOfService(HubId, Service);
    public int RepId => SearchCatalog.Rep(HubId, Service % SearchCatalog.Departments, Number / 3 % SearchCatalog.RepsPerDepartment);

    public static SearchCase Of(int number, int cases)
    {
        var random = new Random(number);
        var hubId = SearchCatalog.HubOf(number);

        // What is old is closed, all but little.
        var age = 1 - ((double)number / cases);
        var dice = random.NextDouble();
        var status = dice < 0.15 + (0.75 * Math.Min(1, age * 4)) ? "closed" : dice < 0.95 ? "open" : "new";
        return new SearchCase
        {
            Number = number,
            HubId = hubId,
            Service = random.Next(SearchCatalog.Services),
            Status = status,
            StoredAt = StoredAtOf(number, cases),
            Customer = Customer.Of(hubId, random.Next(CustomersPerUnit * SearchCatalog.SizeOf(hubId))),
            Random = random,
        };
    }

    public static DateTimeOffset StoredAtOf(int number, int cases) => Begin + (Span * ((double)number / cases));
}

/// <summary>Somebody with some cases.</summary>
internal sealed record Customer(int Id, int CompanyId, string Name, string Company, string Email, string Phone)
{
    public static Customer Of(int hubId, int place)
    {
        var (first, last) = (SearchWriting.FirstName(place), SearchWriting.LastName(place));
        var id = (hubId * 100_000) + place;
        var company = place / 7;
        return new Customer(
            id,
            (hubId * 10_000) + company,
            $"{first} {last}",
            $"{SearchWriting.LastName(company * 3)} & {SearchWriting.Word(company + 300)}",
            string.Create(CultureInfo.InvariantCulture, $"{first}.{last}{place}@{SearchWriting.Word((company * 13) + 900)}.example").ToLowerInvariant(),
            string.Create(CultureInfo.InvariantCulture, $"+45{20_000_000 + (id * 7L % 70_000_000)}"));
    }
}

using System.Globalization;
using System.Text.Json;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Benchmarks.Cases;

/// <summary>What the load is spread over: one hub, 50 services, 10 departments of 10 reps.</summary>
internal static class BenchCatalog
{
    public const int HubId = 1;
    public const int Services = 50;
    private const int Departments = 10;
    private const int RepsPerDepartment = 10;

    /// <param name="assignment">How the departments choose: random, round-robin or least-open.</param>
    public static CatalogFile File(string assignment) => CatalogFile.Read(JsonSerializer.SerializeToUtf8Bytes(new
    {
        hubs = new[]
        {
            new
            {
                id = HubId,
                name = "Benchmark",
                departments = Enumerable.Range(1, Departments).Select(number => new { id = number * 10, name = $"Department {number}", assignment }),
                reps = Enumerable.Range(0, Departments * RepsPerDepartment).Select(place => new
                {
                    id = FirstRep + place,
                    userName = string.Create(CultureInfo.InvariantCulture, $"rep{place}"),
                    firstName = "Rep",
                    lastName = string.Create(CultureInfo.InvariantCulture, $"Number {place}"),
                    departments = new[] { ((place / RepsPerDepartment) + 1) * 10 },
                }),
                services = Enumerable.Range(1, Services).Select(id => new { id, name = $"Service {id}", departmentId = DepartmentOf(id) }),
            },
        },
    }));

    public static int DepartmentOf(int serviceId) => (((serviceId - 1) % Departments) + 1) * 10;

    /// <summary>A rep of the department of the service; another one for each <paramref name="turn"/>.</summary>
    public static int RepOf(int serviceId, int turn) =>
        FirstRep + (((serviceId - 1) % Departments) * RepsPerDepartment) + (turn % RepsPerDepartment);

    private const int FirstRep = 100;
}

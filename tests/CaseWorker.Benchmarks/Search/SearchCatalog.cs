using System.Globalization;
using System.Text.Json;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Benchmarks.Search;

/// <summary>The hubs that are searched: 50, the smallest with a fifth of the cases of the largest, each with a team, lists and a key of its own.</summary>
internal static class SearchCatalog
{
    public const int Hubs = 50;
    public const int Departments = 4;
    public const int Services = 8;
    public const int RepsPerDepartment = 5;
    public const int Tags = 10;
    public const int ItemsPerList = 6;
    public const int DataFields = 6;
    public const int Workflows = 5;

    private const int Sizes = 5;

    // A hub appears once for each fifth of its size.
    private static readonly int[] Shares = [.. Enumerable.Range(1, Hubs).SelectMany(hub => Enumerable.Repeat(hub, SizeOf(hub)))];

    /// <summary>1 to 5.</summary>
    public static int SizeOf(int hubId) => ((hubId - 1) % Sizes) + 1;

    /// <summary>The hub of a case; neighbours are in different hubs, as they come in.</summary>
    public static int HubOf(int number) => Shares[(int)(((uint)number * 2654435761u) % (uint)Shares.Length)];

    public static int Department(int hubId, int place) => (hubId * 100) + 1 + place;

    public static int Service(int hubId, int place) => (hubId * 100) + 1 + place;

    public static int DepartmentOfService(int hubId, int place) => Department(hubId, place % Departments);

    public static int Rep(int hubId, int department, int place) => (hubId * 100) + 1 + (department * RepsPerDepartment) + place;

    public static int Tag(int hubId, int place) => (hubId * 100) + 1 + place;

    /// <summary>0: status, 1: category, 2: severity.</summary>
    public static int List(int hubId, int place) => (hubId * 10) + 1 + place;

    public static int Item(int hubId, int list, int place) => (hubId * 100) + (list * 10) + 1 + place;

    public static int Role(int hubId, int place) => (hubId * 10) + 1 + place;

    public static int Workflow(int hubId, int place) => (hubId * 10) + 1 + place;

    public static string DataField(int place) => string.Create(CultureInfo.InvariantCulture, $"field{place + 1}");

    public static string HelpCenter(int hubId) => hubId.ToString("x24", CultureInfo.InvariantCulture);

    public static string Key(int hubId) => string.Create(CultureInfo.InvariantCulture, $"key-of-the-search-benchmark-for-hub-{hubId:00}");

    public static CatalogFile File() => CatalogFile.Read(JsonSerializer.SerializeToUtf8Bytes(new { hubs = Enumerable.Range(1, Hubs).Select(Hub) }));

    private static object Hub(int id) => new
    {
        id,
        name = $"Hub {id}",
        helpCenterId = HelpCenter(id),
        endUserListId = id,
        departments = Enumerable.Range(0, Departments).Select(place => new { id = Department(id, place), name = $"Department {place}" }),
        services = Enumerable.Range(0, Services).Select(place => new { id = Service(id, place), name = $"Service {place}", departmentId = DepartmentOfService(id, place), workflowId = Workflow(id, 0) }),
        reps =
            from department in Enumerable.Range(0, Departments)
            from place in Enumerable.Range(0, RepsPerDepartment)
            let rep = Rep(id, department, place)
            select new { id = rep, userName = $"rep{rep}", firstName = "Rep", lastName = $"Number {rep}", departments = new[] { Department(id, department) } },
        tags = Enumerable.Range(0, Tags).Select(place => new { id = Tag(id, place), name = $"tag{place}" }),
        lists = new object[]
        {
            new
            {
                id = List(id, 0),
                name = "Status",
                type = "status",
                defaultItem = Item(id, 0, 0),
                items = new object[]
                {
                    new { id = Item(id, 0, 0), name = "Not Started", isOpen = true, caseStatus = "new" },
                    new { id = Item(id, 0, 1), name = "In Progress", isOpen = true, caseStatus = "open" },
                    new { id = Item(id, 0, 2), name = "Done", isOpen = false, caseStatus = "closed" },
                },
            },
            Choices(id, 1, "Category", "category"),
            Choices(id, 2, "Severity", "severity"),
        },
        roles = new object[] { new { id = Role(id, 0), name = "Case Manager", assignee = true }, new { id = Role(id, 1), name = "Watcher" } },
        workflows = Enumerable.Range(0, Workflows).Select(place => new { id = Workflow(id, place), name = $"Workflow {place}", extRef = $"workflow{place}" }),
        triggers = new[] { new { id = Workflow(id, 0), name = "Low score", extRef = "low" } },
        dataFields = Enumerable.Range(0, DataFields).Select(place => new { id = (id * 10) + 1 + place, name = $"Field {place + 1}", questionName = DataField(place) }),
        keys = new[] { new { name = "search", key = Key(id), scopes = new[] { "cases:read", "cases:write", "cases:enqueue", "admin" }, accessLevel = "ADMIN" } },
    };

    private static object Choices(int hubId, int place, string name, string type) => new
    {
        id = List(hubId, place),
        name,
        type,
        defaultItem = Item(hubId, place, 0),
        items = Enumerable.Range(0, ItemsPerList).Select(item => new { id = Item(hubId, place, item), name = $"{name} {item}" }),
    };
}

using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.ActionManagement.Queries;

/// <summary>A program with everything that queries can ask about: lists of each type, two of type custom, names that differ only in their letters' case.</summary>
internal static class QueryProgram
{
    public const int OtherHubId = 2;

    public static ActionProgram Of(int hubId) => new(
        hubId,
        endUserListId: null,
        new ProgramParts(
            [
                new ProgramList(23, "State", "status", 2301, [Item(2301, "Not Started", "new"), Item(2302, "In Progress", "open"), Item(2303, "Asked back", "open"), Item(2304, "Completed", "closed")], default),
                new ProgramList(24, "Severity", "severity", null, [Item(2402, "Normal"), Item(2401, "Critical")], default),
                new ProgramList(25, "Category", "category", 2501, [Item(2501, "Shoes"), Item(2502, "Hats", extRef: "hats", subs: [new SubCategory(25021, "Caps", "caps")]), Item(2503, "Gloves", extRef: "gloves")], default),
                new ProgramList(27, "Store", "custom", 2701, [Item(2701, "London"), Item(2702, "Bristol")], default),
                new ProgramList(28, "Channel", "custom", null, [Item(2801, "Phone"), Item(2802, "london calling")], default),
            ],
            [new ProgramRole(1, "Watcher", false, default), new ProgramRole(2, "Case Manager", true, default)],
            [new NamedEntry(501, "Complaint", "complaint"), new NamedEntry(502, "survey", "Survey"), new NamedEntry(503, "complaint", null)],
            [new NamedEntry(601, "Low score", "low"), new NamedEntry(602, "Birthday", "birth")],
            [new DataField(1, "Customer Email", "email"), new DataField(2, "Score", "q1"), new DataField(3, "Country", null)]),
        [Rep(100, "ann"), Rep(101, "Bob"), Rep(102, "cid")],
        [Service(1, workflow: 501, trigger: 601, cost: 12.5m), Service(2, workflow: 999, trigger: null, cost: null), Service(3, workflow: null, trigger: 602, cost: 3m)]);

    private static ListItem Item(int id, string name, string status = "new", string? extRef = null, IReadOnlyList<SubCategory>? subs = null) =>
        new(id, name, extRef, status != "closed", false, status, subs ?? []);

    private static Rep Rep(int repId, string userName) => new(repId, StorageRows.HubId, userName, null, null, Active: true, null, []);

    private static Service Service(int serviceId, int? workflow, int? trigger, decimal? cost) =>
        new(serviceId, StorageRows.HubId, StorageRows.DepartmentId, $"Service {serviceId}", null, Active: true, Blocks: false, null)
        {
            WorkflowId = workflow,
            TriggerId = trigger,
            Cost = cost,
        };
}

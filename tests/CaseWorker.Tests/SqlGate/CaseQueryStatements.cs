using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Tests.SqlGate;

/// <summary>Every text that a query of the Action Management API can be made of: each property with each operator, and all of them under each order.</summary>
internal static class CaseQueryStatements
{
    private static readonly CaseValue[] Owns = [.. Enum.GetValues<CaseColumn>().Select(column => new CaseValue.Own(column))];

    private static readonly Dictionary<string, int> References = new() { ["a"] = 1 };

    private static readonly Dictionary<int, int> OfServices = new() { [1] = 2 };

    // A program that declares nothing.
    private static readonly Dictionary<string, int> NoReferences = [];

    private static readonly Dictionary<int, int> NoServices = [];

    private static readonly CaseValue[] Ids =
    [
        new CaseValue.Workflow(References, OfServices),
        new CaseValue.Trigger(References, OfServices),
        new CaseValue.Item(new ListItems.OfStatus(1, new Dictionary<int, string> { [1] = "new" }, 1, null, 2)),
        new CaseValue.Item(new ListItems.OfCode(2, [1, 2], References, null)),
        new CaseValue.Workflow(NoReferences, NoServices),
        new CaseValue.Trigger(NoReferences, NoServices),
        new CaseValue.Item(new ListItems.OfStatus(1, new Dictionary<int, string>(), null, null, null)),
        new CaseValue.Item(new ListItems.OfCode(2, [], NoReferences, null)),
    ];

    private static readonly CaseValue Name = new CaseValue.Name();

    private static readonly CaseValue Cost = new CaseValue.Cost(new Dictionary<int, decimal> { [1] = 2.5m });

    private static readonly CaseValue[] Properties = [new CaseValue.Property("q1", null), new CaseValue.Property("q1", "Question")];

    /// <summary>What a query can ask, once each.</summary>
    public static IReadOnlyList<CaseCondition> Conditions { get; } =
    [
        .. Owns.Concat(Ids).Append(Cost).Concat(Properties).SelectMany(value => Numbers(value)),
        .. Properties.Append(Name).SelectMany(value => Texts(value)),
        .. Owns.Concat(Ids).Append(Cost).Append(Name).Concat(Properties).SelectMany(value => new[] { false, true }.Select(not => new CaseCondition.Missing(value, not))),
        .. new[] { (false, false), (false, true), (true, false), (true, true) }.Select(flags => new CaseCondition.HasUser(1, flags.Item1, [100], flags.Item2)),
        new CaseCondition.AnyOf([new CaseCondition.Missing(Owns[0], Not: false), new CaseCondition.Missing(Owns[1], Not: true)]),
        new CaseCondition.AllOf([new CaseCondition.Missing(Owns[0], Not: false), new CaseCondition.Missing(Owns[1], Not: true)]),
    ];

    /// <summary>What a query can be sorted by, in both directions.</summary>
    public static IReadOnlyList<CaseSort> Sorts { get; } =
    [
        .. from value in (CaseValue[])[.. Owns, .. Ids, Name, Cost, .. Properties]
           from way in new[] { false, true }
           select new CaseSort(value, way),
        .. from value in Ids from way in new[] { false, true } select new CaseSort(value, way, OfServices),
    ];

    private static readonly (string Name, KeyedRows Rows)[] Queries =
    [
        .. Conditions.Select(condition => Query($"{condition.GetType().Name}", [condition], Sorts[0])),
        .. Sorts.Select(sort => Query($"by {sort.Value}", [], sort)),
        .. from sort in Sorts
           where sort.Descending
           from conditions in Conditions.Chunk(CaseQuery.MaxConditions)
           select Query($"all by {sort.Value}", conditions, sort),
    ];

    /// <summary>The rows of every query, from which the page is made.</summary>
    public static IReadOnlyList<Statement> All { get; } =
        [.. Queries.Select(query => Statement.Once($"CaseQueryStatement.Rows[{query.Name}]", query.Rows.Rows.SqlServer, query.Rows.Rows.Sqlite))];

    /// <summary>What SQL Server is asked for the page and the total.</summary>
    public static IReadOnlyList<Statement> OfSqlServer { get; } =
    [
        .. Queries.Select(query => Statement.Once($"CaseQueryStatement.Page[{query.Name}]", query.Rows.Page.SqlServer, "")),
        .. Queries.Take(Conditions.Count).Select(query => Statement.Once($"CaseQueryStatement.Count[{query.Name}]", query.Rows.Count.SqlServer, "")),
    ];

    private static (string Name, KeyedRows Rows) Query(string name, CaseCondition[] conditions, CaseSort sort) =>
        (name, CaseQueryStatement.Of(new CaseQuery(HubId: 1, conditions, sort, Top: 20, Skip: 0)).Rows);

    private static IEnumerable<CaseCondition> Numbers(CaseValue value) =>
    [
        .. new[] { false, true }.Select(not => new CaseCondition.OneOf(value, new CaseOperand.Numbers([1]), not)),
        .. Enum.GetValues<CaseComparison>().Select(comparison => new CaseCondition.Compares(value, comparison, new CaseOperand.Numbers([1]))),
    ];

    private static IEnumerable<CaseCondition> Texts(CaseValue value) =>
    [
        .. new[] { false, true }.Select(not => new CaseCondition.OneOf(value, new CaseOperand.Texts(["a"]), not)),
        .. Enum.GetValues<CaseComparison>().Select(comparison => new CaseCondition.Compares(value, comparison, new CaseOperand.Texts(["a"]))),
        new CaseCondition.Contains(value, "a"),
    ];
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace CaseWorker.Tests.ActionManagement.Queries;

/// <summary>A query as a caller writes it.</summary>
internal sealed record QueryWish(IReadOnlyList<WishedFilter> Filters, string OrderBy, bool Ascending, int Top, int Skip)
{
    public override string ToString() => $"{string.Join(" and ", Filters)} by {OrderBy} {(Ascending ? "ascending" : "descending")}, {Top} from {Skip}";
}

/// <summary>A filter as a caller writes it.</summary>
internal sealed class WishedFilter(string property, string operation, JsonNode? value)
{
    public string Property => property;

    public string Operator => operation;

    public JsonElement Json { get; } = JsonElement.Parse(value?.ToJsonString() ?? "null");

    public override string ToString() => $"{property} {operation} {Json.GetRawText()}";
}

/// <summary>Draws queries: every property, its operators, and values of which some match and some do not.</summary>
internal static class QueryWishes
{
    private static readonly string[] Ordered = ["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isNull"];
    private static readonly string[] Texts = ["eq", "ne", "in", "notIn", "contains", "isNull"];
    private static readonly string[] Instants = ["\"2026-11-22T12:00:00Z\"", "\"2026-11-22T14:00:00Z\"", "\"2026-11-22T16:00:00+01:00\"", "\"2026-11-23T00:00:00Z\"", "null"];
    private static readonly string[] Answers = ["\"Canada\"", "\"canada\"", "9", "10", "\"10\"", "-1.5", "\"an\"", "\"ÆRØ\"", "\"2026-11-22\"", "\"\"", "null"];

    /// <summary>Values for each property, as JSON.</summary>
    public static IReadOnlyDictionary<string, string[]> Values { get; } = new Dictionary<string, string[]>
    {
        ["id"] = ["1", "7", "80", "99999999999", "-1", "null"],
        ["name"] = ["\"Printer\"", "\"printer\"", "\"PRINT\"", "\"% [\"", "\"]_*?^-\"", "\"ÆRØ\"", "\"Case 1\"", "\"r\"", "\"\"", "null"],
        ["workflowId"] = ["500", "501", "502", "503", "504", "null"],
        ["workflowName"] = ["\"Complaint\"", "\"SURVEY\"", "\"a\"", "\"unknown\"", "null"],
        ["cost"] = ["12.5", "3", "3.1", "0", "-7.00", "1e2", "null"],
        ["isClosed"] = ["true", "false", "null"],
        ["isOverDue"] = ["true", "false", "null"],
        ["triggerId"] = ["601", "602", "603", "null"],
        ["triggerName"] = ["\"low score\"", "\"BIRTH\"", "\"o\"", "null"],
        ["dateDue"] = Instants,
        ["preOverDueDateTime"] = Instants,
        ["postOverDueDateTime"] = Instants,
        ["dateCreated"] = Instants,
        ["dateModified"] = Instants,
        ["listValues.status"] = ["2301", "2302", "\"asked back\"", "\"Completed\"", "\"o\"", "null"],
        ["listValues.severity"] = ["2401", "\"Normal\"", "\"CRIT\"", "7", "null"],
        ["listValues.category"] = ["2501", "\"hats\"", "2503", "\"s\"", "null"],
        ["listValues.custom"] = ["2701", "\"LONDON\"", "2802", "\"phone\"", "null"],
        ["listValues.Channel"] = ["2801", "\"London Calling\"", "null"],
        ["roles.Watcher"] = ["100", "\"bob\"", "103", "\"i\"", "null"],
        ["roles.Case Manager"] = ["101", "\"ANN\"", "102", "\"b\"", "null"],
        ["dataFields.Customer Email"] = Answers,
        ["dataFields.q1"] = Answers,
        ["dataFields.Country"] = Answers,
        ["dataFields.other"] = Answers,
    };

    /// <summary>What cases can be sorted by.</summary>
    public static IReadOnlyList<string> Sortable { get; } =
        [.. Values.Keys.Where(property => property != "listValues.custom" && !property.StartsWith("roles.", StringComparison.Ordinal))];

    public static IReadOnlyList<string> OperatorsOf(string property) => property switch
    {
        "isClosed" or "isOverDue" => ["eq", "ne", "isNull"],
        "id" or "workflowId" or "cost" or "triggerId" => Ordered,
        _ when property.StartsWith("date", StringComparison.Ordinal) && !property.StartsWith("dataFields.", StringComparison.Ordinal) => Ordered,
        "preOverDueDateTime" or "postOverDueDateTime" => Ordered,
        _ when property.StartsWith("dataFields.", StringComparison.Ordinal) => [.. Ordered, "contains"],
        _ => Texts,
    };

    public static WishedFilter Filter(Random random, string property, string operation, string[] values)
    {
        string[] given = [.. values.Where(value => value is not ("null" or "\"\""))];
        var json = operation switch
        {
            "in" or "notIn" => $"[{string.Join(',', values.Where(_ => random.Next(3) == 0))}]",
            "lt" or "lte" or "gt" or "gte" => One(random, given),
            "contains" => One(random, [.. given.Where(value => value.StartsWith('"'))]),
            "isNull" => One(random, "true", "false"),
            _ => One(random, values),
        };
        return new WishedFilter(property, operation, JsonNode.Parse(json));
    }

    public static QueryWish Any(Random random)
    {
        var filters = new List<WishedFilter>();
        for (var i = random.Next(4); i > 0; i--)
        {
            var (property, values) = Values.ElementAt(random.Next(Values.Count));
            filters.Add(Filter(random, property, One(random, [.. OperatorsOf(property)]), values));
        }

        return new QueryWish(filters, One(random, [.. Sortable]), random.Next(2) == 0, 1 + random.Next(100), random.Next(40));
    }

    private static T One<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}

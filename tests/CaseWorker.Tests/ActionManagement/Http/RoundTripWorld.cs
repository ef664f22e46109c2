using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>Catalogues of hub 96, cases of it, and what people do to them, at random. Ids come from small sets, so that what a case has is often gone or another.</summary>
internal sealed class RoundTripWorld(Random random)
{
    public static readonly int[] Services = [960, 961, 962];

    private static readonly string[] Names = ["Printer", " ", "Ærø 🖨", "  two  spaces ", "\"quoted\" \\ \u2028", "case 7"];
    private static readonly string[] Keys = ["email", "Email", "q1", "Country", "other", "läns"];
    private static readonly string[] References = ["a", "A", "b", "c", "unknown"];

    /// <summary>A whole catalogue: what it does not name is removed where nothing uses it.</summary>
    public string Catalog()
    {
        var (workflows, triggers) = (Array([543, 3536, 544], _ => [], withExtRef: true), Array([654, 7315], _ => [], withExtRef: true));
        var hub = new JsonObject
        {
            ["id"] = 96,
            ["name"] = "Example",
            ["endUserListId"] = 906,
            ["departments"] = new JsonArray(new JsonObject { ["id"] = 960, ["name"] = "Support" }),
            ["reps"] = Array([8788, 8790, 9870, 9871], id => new() { ["userName"] = $"user{id}", ["active"] = random.Next(4) > 0, ["departments"] = new JsonArray(960) }),
            ["lists"] = Lists(),
            ["roles"] = Roles(),
            ["dataFields"] = Array([1, 2, 3, 4], id => new() { ["name"] = id < 3 ? Keys[id] : $"Field {id}", ["questionName"] = Maybe(Keys[id - 1]) }),
            ["services"] = new JsonArray([.. Services.Select(id => Service(id, One([.. Ids(workflows), null]), One([.. Ids(triggers), null])))]),
            ["workflows"] = workflows,
            ["triggers"] = triggers,
        };
        return new JsonObject { ["prune"] = true, ["hubs"] = new JsonArray(hub) }.ToJsonString();
    }

    /// <summary>The members of a case that is enqueued.</summary>
    public string Case() => new JsonObject
    {
        ["ServiceId"] = One(Services),
        ["Subject"] = random.Next(4) == 0 ? null : One(Names),
        ["ClassificationCode"] = Maybe(One(References)),
        ["ProcedureExtRef"] = Maybe(One(References)),
        ["ProcedureOptionExtRef"] = Maybe(One(References)),
        ["AutoClose"] = random.Next(6) == 0,
        ["CustomProperties"] = new JsonObject(Keys.Where(_ => random.Next(2) == 0).Select(key => KeyValuePair.Create(key, (JsonNode?)One("", "x", "Ærø \" 🖨", "1.50")))),
    }.ToJsonString()[1..^1];

    /// <summary>What somebody does; often what can't be done.</summary>
    public CaseCommand Command() => random.Next(4) switch
    {
        0 => new CaseCommand.SetStatus(One("new", "open", "closed")),
        1 => new CaseCommand.AddNote("note", null, "Seen"),
        _ => new CaseCommand.Update
        {
            Subject = Given<string?>(One(Names)),
            WorkflowId = Given<int?>(One(543, 3536, 544, (int?)null)),
            Cost = Given<decimal?>(One(0, 12.5m, -0.0001m, 99_999_999_999.9999m, (decimal?)null)),
            DueAt = Given<DateTimeOffset?>(One(At("2026-12-01T00:00:00.007Z"), At("2000-01-01T00:00:00Z"), At("0001-01-01T00:00:00Z"), At("9999-12-31T23:59:59.999Z"), (DateTimeOffset?)null)),
            ListValues = random.Next(2) == 0 ? [new ListChoice(random.Next(23, 27), random.Next(1, 5), One(8, 9, (int?)null))] : [],
            Roles = random.Next(2) == 0 ? [new RoleChoice(random.Next(1, 4), [.. Some(8788, 8790, 9870, 9871)])] : [],
        },
    };

    /// <summary>Another value for a member that can be updated.</summary>
    public (string Member, JsonNode? Value) Change() => random.Next(4) switch
    {
        0 => ("name", "Changed"),
        1 => ("cost", One(4.25m, (decimal?)null)),
        2 => ("dateDue", One("2027-01-02T03:04:05.678+00:00", null)),
        _ => ("workflowId", null),
    };

    private JsonObject Service(int id, int? workflowId, int? triggerId)
    {
        var service = new JsonObject { ["id"] = id, ["name"] = $"Service {id}", ["departmentId"] = 960, ["workflowId"] = workflowId, ["triggerId"] = triggerId };
        service["cost"] = random.Next(3) == 0 ? null : One(0, 250m, 0.0001m, 99_999_999_999.9999m);
        service["due"] = random.Next(3) == 0
            ? null
            : new JsonObject { ["dueAfter"] = One("PT4H", "P3650D"), ["preOverdueBefore"] = Maybe("PT1H"), ["postOverdueAfter"] = Maybe("P3650D"), ["pauseWhileOpen"] = true };

        return service;
    }

    private JsonArray Lists()
    {
        string?[] types = ["status", "severity", "category", null];
        return Array([23, 24, 25, 26], id =>
        {
            var items = Array([1, 2, 3, 4], item => Item(types[id - 23] == "status", item), withExtRef: id == 25);
            return new() { ["type"] = types[id - 23], ["defaultItem"] = One([.. Ids(items), null]), ["items"] = items };
        });
    }

    private JsonObject Item(bool isStatus, int id) => new()
    {
        ["isOpen"] = isStatus ? id < 3 : null,
        ["isHigh"] = Maybe(true),
        ["subCategories"] = new JsonArray([.. Some(8, 9).Select(sub => new JsonObject { ["id"] = (id * 100) + sub, ["name"] = $"Sub {sub}" })]),
    };

    private JsonArray Roles()
    {
        var assignee = random.Next(5);
        return Array([1, 2, 3], id => new() { ["assignee"] = id == assignee });
    }

    private JsonArray Array(int[] ids, Func<int, JsonObject> members, bool withExtRef = false)
    {
        var array = new JsonArray();
        var references = new Queue<string>(References);
        foreach (var id in Some(ids))
        {
            var entry = members(id);
            entry["id"] = id;
            if (!entry.ContainsKey("userName"))
                entry.TryAdd("name", $"Name {id}");
            if (withExtRef)
                entry["extRef"] = Maybe(references.Dequeue());

            array.Add(entry);
        }

        return array;
    }

    private static IEnumerable<int?> Ids(JsonArray entries) => entries.Select(entry => (int?)entry!["id"]);

    // In any order.
    private IEnumerable<int> Some(params int[] ids)
    {
        var mixed = ids.ToArray();
        random.Shuffle(mixed);
        return mixed.Take(random.Next(ids.Length + 1));
    }

    private Given<T> Given<T>(T value) => random.Next(3) == 0 ? new(value) : default;

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private JsonNode? Maybe(JsonNode value) => random.Next(3) == 0 ? null : value;

    private T One<T>(params T[] choices) => choices[random.Next(choices.Length)];
}

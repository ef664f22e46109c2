using System.Text.Json;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>
/// Reads the body of "Update a case": the members that can be updated, every wrong one told. What is left out is unchanged, and so are lists
/// and roles that are null, as list items have them that were read without; all else is ignored.
/// </summary>
internal sealed class UpdateBody
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    private readonly Dictionary<string, string[]> errors = [];

    private UpdateBody()
    {
    }

    /// <summary>The command, or all that is wrong.</summary>
    public static (CaseCommand.Update Command, Problem? Problem) Read(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using var json = JsonDocument.Parse(utf8Json, Options);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                var body = new UpdateBody();
                var command = body.Read(json.RootElement);
                return (command, body.errors.Count == 0 ? null : Problem.Invalid(body.errors));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Told below: broken JSON, or texts that are no Unicode.
        }

        return (new(), Problem.Invalid("$", "The body must be a JSON object whose members are given once."));
    }

    /// <summary>The member that a field of the command stands for.</summary>
    public static string MemberOf(string field) => field switch
    {
        "subject" => "name",
        "dueAt" => "dateDue",
        "repId" => "roles",
        _ => field,
    };

    private CaseCommand.Update Read(JsonElement json) => new()
    {
        Subject = Name(json),
        WorkflowId = Member(json, "workflowId") is { } workflow ? new(Id("workflowId", workflow, orNull: true)) : default,
        Cost = Member(json, "cost") is { } cost ? new(Amount(cost)) : default,
        DueAt = Member(json, "dateDue") is { } date ? new(Date(date)) : default,
        ListValues = ListValues(json),
        Roles = Roles(json),
    };

    private Given<string?> Name(JsonElement json)
    {
        if (Member(json, "name") is not { } name)
            return default;
        if (name.ValueKind == JsonValueKind.String)
            return new(name.GetString());

        Refuse("name", "must be a text.");
        return default;
    }

    private decimal? Amount(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var amount))
            return amount;
        if (json.ValueKind != JsonValueKind.Null)
            Refuse("cost", "must be a number, or null.");

        return null;
    }

    private DateTimeOffset? Date(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String && ActionDate.Parse(json.GetString()!) is { } date)
            return date;
        if (json.ValueKind != JsonValueKind.Null)
            Refuse("dateDue", $"must be {ActionDate.Shape}, or null.");

        return null;
    }

    private List<ListChoice> ListValues(JsonElement json)
    {
        var choices = new List<ListChoice>();
        foreach (var (path, value) in Objects(json, "listValues", "listValues"))
        {
            var listId = Id($"{path}.listId", Member(value, "listId"));
            var itemId = Id($"{path}.id", Member(value, "id"));
            var subId = Member(value, "subCategoryId") is { } sub ? Id($"{path}.subCategoryId", sub, orNull: true) : null;
            if (choices.Any(choice => choice.ListId == listId))
                Refuse($"{path}.listId", "must be given once.");
            else if (listId is not null && itemId is not null)
                choices.Add(new ListChoice(listId.Value, itemId.Value, subId));
        }

        return choices;
    }

    private List<RoleChoice> Roles(JsonElement json)
    {
        var choices = new List<RoleChoice>();
        foreach (var (path, role) in Objects(json, "roles", "roles"))
        {
            var roleId = Id($"{path}.id", Member(role, "id"));
            var users = Objects(role, "users", $"{path}.users").Select(user => Id($"{user.Path}.id", Member(user.Json, "id"))).ToList();
            if (choices.Any(choice => choice.RoleId == roleId))
                Refuse($"{path}.id", "must be given once.");
            else if (roleId is not null && Member(role, "users") is { ValueKind: JsonValueKind.Array })
                choices.Add(new RoleChoice(roleId.Value, [.. users.OfType<int>()]));
        }

        return choices;
    }

    private IEnumerable<(string Path, JsonElement Json)> Objects(JsonElement json, string name, string path)
    {
        if (Member(json, name) is not { ValueKind: not JsonValueKind.Null } array)
            return [];

        if (array.ValueKind == JsonValueKind.Array && array.EnumerateArray().All(element => element.ValueKind == JsonValueKind.Object))
            return array.EnumerateArray().Select((element, i) => ($"{path}[{i}]", element));

        Refuse(path, "must be an array of objects.");
        return [];
    }

    private int? Id(string path, JsonElement? json, bool orNull = false)
    {
        if (json is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var id))
            return id;
        if (!orNull || json is not { ValueKind: JsonValueKind.Null })
            Refuse(path, orNull ? "must be a whole number, or null." : "must be a whole number.");

        return null;
    }

    // Names are read in any case of their letters; the first in the order of the body counts.
    private static JsonElement? Member(JsonElement json, string name)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                return member.Value;
        }

        return null;
    }

    private void Refuse(string field, string must) => errors.TryAdd(field, [$"{field} {must}"]);
}

using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Applying;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs;

/// <summary>Writes the catalogue as a file that, applied, changes nothing. It never holds keys or the secrets of webhooks.</summary>
public sealed class CatalogExporter(Database database)
{
    private static readonly JsonSerializerOptions Indented = new(ItemJson.Options) { WriteIndented = true };

    /// <param name="hubOnly">Only this hub; null: all.</param>
    /// <returns>Indented JSON, ending in a line feed. Lists are in the order of their ids, items in that of their declaration.</returns>
    public async Task<string> ExportAsync(int? hubOnly, CancellationToken cancellation)
    {
        var (_, rows) = await database.ReadAsync(CatalogStore.ReadAtOneVersionAsync, cancellation);
        var state = CatalogState.Of(rows);
        var hubs = state.Hubs.Values.Where(hub => hubOnly is null || hub.HubId == hubOnly).Select(hub => (JsonNode)HubOf(hub, state));
        return new JsonObject { ["hubs"] = new JsonArray([.. hubs]) }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject HubOf(HubRow hub, CatalogState state)
    {
        var json = new JsonObject
        {
            ["id"] = hub.HubId,
            ["name"] = hub.Name,
            ["helpCenterId"] = hub.HelpCenterId,
            ["endUserListId"] = hub.EndUserListId,
            ["departments"] = List(state.Departments.Values.Where(row => row.HubId == hub.HubId).Select(DepartmentOf)),
            ["reps"] = List(state.Reps.Values.Where(rep => rep.Row.HubId == hub.HubId).Select(RepOf)),
            ["services"] = List(state.Services.Values.Where(row => row.HubId == hub.HubId).Select(ServiceOf)),
        };
        foreach (var kind in ItemKind.All)
            json[kind.Member] = List(state.ItemsOf(hub.HubId, kind.Kind).Select(WithoutSecret));

        return json;
    }

    private static JsonObject DepartmentOf(DepartmentRow row) => new()
    {
        ["id"] = row.DepartmentId,
        ["name"] = row.Name,
        ["assignment"] = row.Assignment,
        ["releaseOnAbsence"] = row.ReleaseOnAbsence,
        ["intakeService"] = row.IntakeServiceId,
    };

    private static JsonObject RepOf(RepEntry rep) => new()
    {
        ["id"] = rep.Row.RepId,
        ["userName"] = rep.Row.UserName,
        ["firstName"] = rep.Row.FirstName,
        ["lastName"] = rep.Row.LastName,
        ["active"] = rep.Row.Active,
        ["departments"] = new JsonArray([.. rep.Departments.Select(id => (JsonNode)id)]),
        ["maxOpenCases"] = rep.Row.MaxOpenCases,
        ["outOfOffice"] = List(rep.Absences.Select(absence => new JsonObject
        {
            ["from"] = CatalogDifference.Text(absence.From),
            ["to"] = absence.To is { } to ? CatalogDifference.Text(to) : null,
        })),
    };

    private static JsonObject ServiceOf(ServiceRow row) => new()
    {
        ["id"] = row.ServiceId,
        ["name"] = row.Name,
        ["extRef"] = row.ExtRef,
        ["departmentId"] = row.DepartmentId,
        ["active"] = row.Active,
        ["headOfLine"] = row.HeadOfLine,
        ["workflowId"] = row.WorkflowId,
        ["triggerId"] = row.TriggerId,
        ["cost"] = row.Cost is null ? null : JsonNode.Parse(row.Cost),
        ["due"] = row.Due is null ? null : JsonNode.Parse(row.Due),
    };

    private static JsonObject WithoutSecret(ItemEntry item)
    {
        var definition = item.Definition.DeepClone().AsObject();
        definition.Remove("secret");
        return definition;
    }

    private static JsonArray List(IEnumerable<JsonObject> entries) => new([.. entries.Select(entry => (JsonNode)entry)]);
}

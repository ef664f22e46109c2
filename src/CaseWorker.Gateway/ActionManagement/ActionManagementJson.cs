using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The JSON of the Action Management API: instants end in +00:00, since they are given in UTC.</summary>
[JsonSerializable(typeof(ItemPage<CaseListItem>))]
[JsonSerializable(typeof(ItemPage<ProgramListItem>))]
[JsonSerializable(typeof(ItemPage<ProgramRoleItem>))]
[JsonSerializable(typeof(ItemPage<NoteItem>))]
[JsonSerializable(typeof(NoteItem))]
[JsonSerializable(typeof(CaseDetail))]
internal sealed partial class ActionManagementJson : JsonSerializerContext
{
    /// <summary>Text is written as it came.</summary>
    public static ActionManagementJson Plain { get; } = new(new JsonSerializerOptions
    {
        Encoder = PlainJsonEncoder.Instance,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });
}

using System.Text.Json.Serialization;

namespace CaseWorker.Client;

/// <summary>The bodies of commands.</summary>
internal sealed record NewStatus(string Status);

internal sealed record NewPlace(int? DepartmentId, int? RepId);

internal sealed record NewNote(string Type, string? Title, string Text);

internal sealed record NewDueDate([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? DueAt);

using System.Text.Json.Nodes;
using CaseWorker.Processing.Access;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>What a file says of one hub. A list that is null was left out: that part stays as it is.</summary>
internal sealed record HubChange
{
    public required string Path { get; init; }

    public required int Id { get; init; }

    public required string Name { get; init; }

    public required Given<string?> HelpCenterId { get; init; }

    public required Given<int?> EndUserListId { get; init; }

    public IReadOnlyList<DepartmentChange>? Departments { get; init; }

    public IReadOnlyList<RepChange>? Reps { get; init; }

    public IReadOnlyList<ServiceChange>? Services { get; init; }

    /// <summary>By kind; a kind that was left out is missing.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<ItemChange>> Items { get; init; }

    public IReadOnlyList<KeyChange> Keys { get; init; } = [];
}

internal sealed record DepartmentChange
{
    public required string Path { get; init; }

    public required int Id { get; init; }

    public required string Name { get; init; }

    public required Given<string> Assignment { get; init; }

    public required Given<bool> ReleaseOnAbsence { get; init; }

    public required Given<int?> IntakeService { get; init; }
}

internal sealed record RepChange
{
    public required string Path { get; init; }

    public required int Id { get; init; }

    public required string UserName { get; init; }

    public required Given<string?> FirstName { get; init; }

    public required Given<string?> LastName { get; init; }

    public required RepEdit Edit { get; init; }
}

internal sealed record ServiceChange
{
    public required string Path { get; init; }

    public required int Id { get; init; }

    public required string Name { get; init; }

    public required Given<string?> ExtRef { get; init; }

    public required Given<int> DepartmentId { get; init; }

    public required Given<bool> Active { get; init; }

    public required Given<string> HeadOfLine { get; init; }

    public required Given<int?> WorkflowId { get; init; }

    public required Given<int?> TriggerId { get; init; }

    public required Given<string?> Cost { get; init; }

    /// <summary>The policy as compact JSON; null takes it away.</summary>
    public required Given<string?> Due { get; init; }

    /// <summary>The calendar of the given policy.</summary>
    public string? Calendar { get; init; }
}

/// <summary>One item of a kind that is kept as it is declared.</summary>
/// <param name="Id">The declared id as text.</param>
/// <param name="Members">The given members, null for those to be taken away.</param>
internal sealed record ItemChange(string Path, string Id, JsonObject Members);

/// <summary>A key that automation brings along.</summary>
internal sealed record KeyChange(string Path, string Name, string Key, Scopes Scopes, string? AccessLevel);

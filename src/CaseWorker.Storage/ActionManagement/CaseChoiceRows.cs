namespace CaseWorker.Storage.ActionManagement;

/// <summary>The item of a list that somebody chose for a case.</summary>
public sealed record CaseListValueRow
{
    public required int CaseId { get; init; }
    public required int ListId { get; init; }
    public required int ItemId { get; init; }

    /// <summary>Null: none was chosen.</summary>
    public int? SubCategoryId { get; init; }
}

/// <summary>A user whom somebody chose for a role of a case.</summary>
public sealed record CaseRoleUserRow
{
    public required int CaseId { get; init; }
    public required int RoleId { get; init; }
    public required int RepId { get; init; }

    /// <summary>The place in the role, ascending; gaps mean nothing.</summary>
    public required int Ordinal { get; init; }
}

namespace CaseWorker.Storage.Catalogs;

/// <summary>A rep as a list of a hub's team shows it.</summary>
public sealed record TeamRow
{
    public required int RepId { get; init; }
    public required string UserName { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public bool Active { get; init; }
}

/// <summary>The reps and tags of a hub.</summary>
public static class HubTeamStore
{
    private static readonly Sql Reps = Sql.Both("SELECT RepId, UserName, FirstName, LastName, Active FROM Rep WHERE HubId = @hubId ORDER BY RepId");

    private static readonly Sql Tags = Sql.Both("SELECT ItemId FROM CatalogItem WHERE HubId = @hubId AND Kind = 'tag'");

    /// <summary>All reps, the inactive ones included, by ascending id.</summary>
    public static Task<List<TeamRow>> ReadRepsAsync(Session session, int hubId) => session.QueryAsync<TeamRow>(Reps, new { hubId });

    /// <summary>The ids of the tags, as they are written in the catalogue: decimal numbers.</summary>
    public static Task<List<string>> ReadTagsAsync(Session session, int hubId) => session.QueryAsync<string>(Tags, new { hubId });
}

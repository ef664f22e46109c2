using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>Reads a policy that somebody only asks about: the <c>due</c> object of a service, as strictly as the catalogue does.</summary>
public static class DueWishReader
{
    /// <param name="hubId">Whose calendars it may name.</param>
    /// <returns>The policy, null when there are errors; and all errors.</returns>
    public static (DuePolicy? Policy, IReadOnlyList<CatalogError> Errors) Read(ReadOnlyMemory<byte> utf8Json, Catalog catalog, int hubId, DateTimeOffset now)
    {
        var errors = new List<CatalogError>();
        if (CatalogEntry.Parse(utf8Json, "due policy", errors) is not { } due)
            return (null, errors);

        var (json, calendar) = DueReader.ReadPolicy(due);
        if (calendar is not null && !catalog.HasCalendar(hubId, calendar))
            errors.Add(CatalogError.Of("calendar", $"be a calendar of hub {hubId}, or null", calendar));
        if (errors.Count > 0)
            return (null, errors);

        var policy = catalog.ReadDue(hubId, json);
        if (DueRule.Plan(policy, now, [], null, now).Problem is { } problem)
            errors.Add(new CatalogError("calendar", $"calendar must hold the policy's time, does not: {problem}"));
        return errors.Count > 0 ? (null, errors) : (policy, errors);
    }
}

using CaseWorker.Processing.Catalogs.Applying;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs;

/// <summary>Changes a rep from day to day: active, out of office, cap, departments.</summary>
public sealed class RepEditor(Database database, CatalogCache cache, TimeProvider time)
{
    /// <summary>Makes the change, or nothing of it.</summary>
    /// <param name="hubId">The only hub to look in; null: all.</param>
    /// <returns>Null: there is no such rep there. Else what changed, or all reasons why nothing did.</returns>
    public async Task<RepEditResult?> SetAsync(int? hubId, int repId, RepEdit edit, CancellationToken cancellation)
    {
        var result = await database.WriteAsync(session => SetAsync(session, hubId, repId, edit), cancellation);

        // This process need not wait for its refresher.
        if (result is { HasChanged: true })
            await cache.TryLoadAsync();

        return result;
    }

    private async Task<RepEditResult?> SetAsync(Session session, int? hubId, int repId, RepEdit edit)
    {
        await CatalogStore.LockAsync(session);
        var before = CatalogState.Of(await CatalogStore.ReadAsync(session));
        if (!before.Reps.TryGetValue(repId, out var rep) || (hubId is not null && rep.Row.HubId != hubId))
            return null;

        var errors = new List<CatalogError>();
        RepEditRule.Check(edit, rep.Row.HubId, before, errors);
        if (errors.Count > 0)
            return ResultOf(rep) with { Errors = errors };

        var after = before.Copy();
        after.Reps[repId] = CatalogMerge.Lay(edit, rep);
        var difference = CatalogDifference.Between(before, after, time.GetUtcNow());
        await DifferenceWriter.WriteAsync(session, difference);
        return ResultOf(after.Reps[repId]) with { Difference = difference.Lines, Version = await CatalogStore.ReadVersionAsync(session) };
    }

    private static RepEditResult ResultOf(RepEntry rep) => new() { Rep = CatalogCache.RepOf(rep.Row, rep.Absences), Departments = rep.Departments };
}

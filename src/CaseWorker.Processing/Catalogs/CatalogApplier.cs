using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs.Applying;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.DueDates;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Processing.Catalogs;

/// <summary>Makes the catalogue what a file says, in one transaction. A second time the same file changes nothing.</summary>
public sealed partial class CatalogApplier(Database database, CatalogCache cache, KeyRing ring, TimeProvider time, ILogger<CatalogApplier> logger)
{
    // The rows an apply may write, in the measure of the shared transaction: it gets one of its own.
    private const int Weight = 500;

    /// <summary>Checks the whole file, then writes all of it or, with errors, nothing.</summary>
    /// <param name="file">What is to be. What it leaves out stays as it is.</param>
    /// <param name="hubOnly">The only hub the caller may change; null: all hubs (an operator).</param>
    /// <remarks>Lock: appliers wait for each other at the Installation row.</remarks>
    public async Task<CatalogResult> ApplyAsync(CatalogFile file, int? hubOnly, CancellationToken cancellation)
    {
        var result = await database.WriteAsync(session => ApplyAsync(session, file, hubOnly), cancellation, Weight);
        await PublishAsync(result);
        return result;
    }

    /// <summary>Applies the file if there is no hub yet. Null: there is one.</summary>
    public async Task<CatalogResult?> ApplyIfEmptyAsync(CatalogFile file, CancellationToken cancellation)
    {
        var result = await database.WriteAsync(
            async session =>
            {
                await CatalogStore.LockAsync(session);
                return (await CatalogStore.ReadHubsAsync(session)).Count == 0 ? await ApplyAsync(session, file, hubOnly: null) : null;
            },
            cancellation,
            Weight);
        if (result is not null)
            await PublishAsync(result);

        return result;
    }

    private async Task<CatalogResult> ApplyAsync(Session session, CatalogFile file, int? hubOnly)
    {
        var errors = file.Errors.ToList();
        HubOnlyRule.Check(file, hubOnly, errors);

        // An unreadable id would only bring errors that follow from it, and those of a foreign hub would tell what is in it.
        if (errors.Count > 0 && file.Hubs.Any(hub => hub.Id == 0 || (hubOnly is not null && hub.Id != hubOnly)))
            return new CatalogResult { Errors = errors };

        await CatalogStore.LockAsync(session);
        var before = CatalogState.Of(await CatalogStore.ReadAsync(session));
        var after = before.Copy();
        CatalogMerge.Lay(file, after, hubOnly, errors);
        ReferenceRule.Check(file, after, hubOnly, errors);
        var keys = await FileKeys.FindNewAsync(session, file, errors);
        if (errors.Count > 0)
            return new CatalogResult { Errors = [.. errors.DistinctBy(error => error.Message)] };

        var kept = file.Prune ? await CatalogPruning.PruneAsync(session, file, after, hubsToo: hubOnly is null) : [];
        var difference = CatalogDifference.Between(before, after, time.GetUtcNow());
        await DifferenceWriter.WriteAsync(session, difference);

        // In this transaction, so that no case is ever planned by a policy that nobody can look up.
        if (difference.Lines.Count > 0)
            await PolicyKeeper.KeepAsync(session, await cache.RefreshAsync(session));

        var keyLines = await FileKeys.AddAsync(session, keys, time.GetUtcNow());
        return new CatalogResult { Difference = [.. difference.Lines, .. keyLines, .. kept], Version = await CatalogStore.ReadVersionAsync(session) };
    }

    // This process need not wait for its refresher.
    private async Task PublishAsync(CatalogResult result)
    {
        if (!result.HasChanged)
            return;

        await cache.TryLoadAsync();
        await ring.TryLoadAsync();
        LogApplied(result.Difference.Count, cache.Current.Version);
    }

    [LoggerMessage(5003, LogLevel.Information, "A catalogue was applied: {Lines} differences, version {Version}.")]
    private partial void LogApplied(int lines, long version);
}

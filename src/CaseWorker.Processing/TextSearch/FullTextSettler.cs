using CaseWorker.Storage;
using CaseWorker.Storage.TextSearch;

namespace CaseWorker.Processing.TextSearch;

/// <summary>Where a server's full-text search is in use: takes cases that it knows by now out of the table of words.</summary>
/// <remarks>
/// Takes turns with those who write words: what a step has read is void when another came between. A document that the full-text search
/// never takes in keeps its case in the table of words, where it is found as well.
/// </remarks>
public sealed class FullTextSettler(Database database)
{
    private const int MostMarks = 20;
    private string? after;

    /// <returns>How many cases were taken out.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (turn, settled) = await database.ReadAsync(ReadAsync, cancellation);
        if (settled.Count == 0)
            return 0;

        return await database.WriteAsync(
            async session =>
            {
                if (!await TextTurnStore.TakeAsync(session, turn.Turns, turn.FilledTo))
                    return 0;

                await CaseTextStore.ReplaceAsync(session, settled, []);
                return settled.Count;
            },
            cancellation);
    }

    // The turn first: whatever is read after it is at least as new.
    private async Task<(TextTurnRow Turn, List<int> Settled)> ReadAsync(Session session)
    {
        var turn = await TextTurnStore.ReadAsync(session);
        var settled = new List<int>();
        if (!turn.FullText)
            return (turn, settled);

        var marks = await FullTextStore.ReadMarksAsync(session, after, MostMarks);
        foreach (var mark in marks)
            settled.AddRange(await FullTextStore.ReadSettledAsync(session, mark));

        // Round and round, so that a mark that is never found does not hold up those behind it.
        after = marks.Count == MostMarks ? marks[^1] : null;
        return (turn, settled);
    }
}

using CaseWorker.Storage;
using CaseWorker.Storage.Failpoints;
using CaseWorker.Storage.TextSearch;

namespace CaseWorker.Processing.TextSearch;

/// <summary>What a step did.</summary>
/// <param name="Cases">How many cases were read; 0: none waits, or another process was faster.</param>
/// <param name="Waited">How long the write stood behind others.</param>
/// <param name="FullText">Whether a server's full-text search is in use.</param>
public sealed record TextStep(int Cases, TimeSpan Waited, bool FullText);

/// <summary>Keeps the index of words: reads cases that changed, and those that are older than the index, and writes their words, some at a time.</summary>
/// <remarks>
/// A step reads and thinks first, then writes in one short transaction, which another step since then makes void: words that were read
/// before a change can't take the place of those after it. So any number of processes may do it, and die at any moment: what was not
/// committed still waits.
/// </remarks>
public sealed class TextIndexer(Database database, TimeProvider clock)
{
    private const int MostCases = 200;
    private const int MostWork = 400;
    private const int MostChars = 2_000_000;

    /// <summary>Does what has waited longest; the older cases when nothing else waits.</summary>
    public async Task<TextStep> RunAsync(CancellationToken cancellation)
    {
        var reading = await database.ReadAsync(ReadAsync, cancellation);
        if (reading.CaseIds.Count == 0)
            return new TextStep(0, TimeSpan.Zero, reading.Turn.FullText);

        await Failpoint.HitAsync(FailpointNames.TextBeforeWrite, cancellation);
        var asked = clock.GetTimestamp();
        return await database.WriteAsync(
            async session =>
            {
                var waited = clock.GetElapsedTime(asked);
                if (!await TextTurnStore.TakeAsync(session, reading.Turn.Turns, reading.FilledTo))
                    return new TextStep(0, waited, reading.Turn.FullText);

                var words = reading.Turn.FullText
                    ? await FullTextStore.ReplaceAsync(session, reading.CaseIds, reading.Words, reading.Turn.Turns + 1)
                    : reading.Words;
                await CaseTextStore.ReplaceAsync(session, reading.CaseIds, words);
                await TextWorkStore.RemoveAsync(session, reading.WorkIds);
                await Failpoint.HitAsync(FailpointNames.TextBeforeCommit, cancellation);
                return new TextStep(reading.CaseIds.Count, waited, reading.Turn.FullText);
            },
            cancellation,
            reading.CaseIds.Count);
    }

    // The turn first: whatever is read after it is at least as new.
    private static async Task<TextReading> ReadAsync(Session session)
    {
        var turn = await TextTurnStore.ReadAsync(session);
        var work = await TextWorkStore.ReadFirstAsync(session, MostWork);
        var reading = new TextReading(turn);
        if (work.Count > 0)
        {
            foreach (var row in work)
            {
                if (!await reading.AddAsync(session, row.CaseId))
                    break;

                reading.WorkIds.Add(row.WorkId);
            }
        }
        else if (turn.FilledTo < turn.FillTo)
        {
            var older = await TextTurnStore.ReadCasesToFillAsync(session, turn, MostCases);
            foreach (var caseId in older)
            {
                if (!await reading.AddAsync(session, caseId))
                    break;

                reading.FilledTo = caseId;
            }
        }

        return reading;
    }

    /// <summary>What a step has read so far.</summary>
    private sealed class TextReading(TextTurnRow turn)
    {
        private readonly HashSet<int> seen = [];
        private int chars;

        public TextTurnRow Turn => turn;

        public int FilledTo { get; set; } = turn.FilledTo;

        public List<int> CaseIds { get; } = [];

        public List<CaseWordsRow> Words { get; } = [];

        public List<long> WorkIds { get; } = [];

        /// <summary>False: the step has enough, and this case waits for the next.</summary>
        public async Task<bool> AddAsync(Session session, int caseId)
        {
            if (seen.Contains(caseId))
                return true;
            if (CaseIds.Count >= MostCases || chars >= MostChars)
                return false;

            seen.Add(caseId);
            CaseIds.Add(caseId);
            if (await CaseTexts.ReadAsync(session, caseId) is not { } texts)
                return true;

            chars += texts.Chars;
            Words.Add(new CaseWordsRow(caseId, texts.HubId, SearchWords.ForIndex(texts.HubId, texts.All)));
            return true;
        }
    }
}

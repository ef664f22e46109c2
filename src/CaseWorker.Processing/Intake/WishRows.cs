using CaseWorker.Processing.Cases.History;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Intake;

/// <summary>The rows of what callers say of new cases beyond a CaseEnqueue. A batch without any writes nothing.</summary>
internal sealed class WishRows
{
    private readonly List<CaseWishRow> cases = [];
    private readonly List<CaseHistoryRow> history = [];
    private readonly List<NewTagRow> tags = [];
    private readonly List<NewPauseRow> pauses = [];
    private readonly List<CaseEmailRow> emails = [];

    /// <param name="row">The case as it will be stored.</param>
    /// <returns>The same.</returns>
    public CaseRow Add(CaseRow row, CaseWish wish)
    {
        var items = ImportedHistory.RowsOf(row.CaseId, wish.History ?? [], wish.OpenedBy, [], row.StoredAt);
        var responses = items.Where(ImportedHistory.IsResponse).Select(item => (DateTimeOffset?)item.At).ToList();
        cases.Add(new CaseWishRow(
            row.CaseId,
            wish.Type,
            responses.Min(),
            responses.Max(),
            responses.Count > 0,
            items.Select(item => item.At).Append(row.OpenedAt).Max(),
            row.Due.PausedAt));
        if (wish.Type is "call" or "note" && row.Notes is not null)
            history.Add(OpeningOf(row, wish));

        history.AddRange(items);
        tags.AddRange((wish.Tags ?? []).Distinct().Select(tagId => new NewTagRow(row.CaseId, tagId, row.StoredAt)));
        if (row.Status == "open")
            pauses.Add(new NewPauseRow(row.CaseId, row.StoredAt));

        emails.AddRange(items.Select(ImportedHistory.CustomerOf).Append(ImportedHistory.EmailOf(wish.OpenedBy)).OfType<string>().Distinct()
            .Select(email => new CaseEmailRow(row.HubId, email, row.CaseId)));
        return row;
    }

    /// <summary>After the cases themselves.</summary>
    public async Task WriteAsync(Session session)
    {
        await CaseWishStore.CompleteAsync(session, cases);
        await CaseWishStore.AddHistoryAsync(session, history);
        await CaseWishStore.AddTagsAsync(session, tags);
        await CaseWishStore.AddPausesAsync(session, pauses);
        await CaseWishStore.AddEmailsAsync(session, emails);
    }

    // What the customer came with, as the history shows it.
    private static CaseHistoryRow OpeningOf(CaseRow row, CaseWish wish) => new(
        row.CaseId,
        row.OpenedAt,
        wish.OpenedBy,
        RepId: null,
        wish.Type!,
        row.Subject,
        row.Notes,
        "opening",
        Sender: null,
        Recipients: null,
        CopiedTo: null,
        BlindCopiedTo: null,
        ReceivedAt: null,
        ItemHash: null);
}

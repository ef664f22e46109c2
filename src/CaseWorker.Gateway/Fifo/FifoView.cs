using System.Globalization;
using CaseWorker.Processing.Fifo;
using CaseWorker.Storage.Fifo;

namespace CaseWorker.Gateway.Fifo;

/// <summary>A page of the FIFO proof (spec 11). <paramref name="Next"/> is the last sequence of the page, null on the last one.</summary>
internal sealed record FifoView(int ServiceId, long Count, bool Verified, IReadOnlyList<FifoViolationView> Violations, IReadOnlyList<FifoItemView> Items, string? Next)
{
    public static FifoView Of(FifoPage page) => new(
        page.ServiceId,
        page.Count,
        page.Violations.Count == 0,
        [.. page.Violations.Select(found => new FifoViolationView(found.Kind, found.Sequence, found.CaseId, found.Detail))],
        [.. page.Rows.Select(FifoItemView.Of)],
        page.HasMore ? page.Rows[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null);
}

/// <summary>A fault: its kind as a word, where it shows, and a sentence for people.</summary>
internal sealed record FifoViolationView(string Kind, long Sequence, int? CaseId, string Detail);

/// <summary>A case, or with <paramref name="DeletedAt"/> the tombstone of one.</summary>
internal sealed record FifoItemView(
    long Sequence,
    int CaseId,
    string MessageKey,
    string? Source,
    long? N,
    DateTimeOffset AcceptedAt,
    DateTimeOffset StoredAt,
    string Worker,
    DateTimeOffset? DeletedAt)
{
    public static FifoItemView Of(FifoRow row) =>
        new(row.Sequence, row.CaseId, row.MessageKey, row.Source, row.SourceN, row.AcceptedAt, row.StoredAt, row.Worker, row.DeletedAt);
}

using CaseWorker.Gateway.Paging;
using CaseWorker.Storage;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Gateway.Parking;

/// <summary>Reads parked messages with their payloads, in pages that fit into memory.</summary>
internal static class ParkedPages
{
    public const char Order = 'p';

    // A single payload can have any size; a page ends early rather than carry a thousand large ones.
    private const long MaxBytes = 8 << 20;

    /// <summary>One message with all that is known of it; null when there is none, or, with a hub given, when it is not of that hub.</summary>
    public static async Task<ParkedDetailView?> FindAsync(Session session, long parkedId, int? hubId) =>
        await ParkedReader.FindAsync(session, parkedId, hubId) is { } head
            ? new ParkedDetailView(ParkedView.Of(head, (await ParkedReader.ReadBodiesAsync(session, [parkedId])).Single().Body), head.Detail, head.DiscardReason)
            : null;

    /// <summary>At most <paramref name="top"/> messages, fewer when their payloads are large, but always one if there is one.</summary>
    public static async Task<Page<ParkedView>> ReadAsync(Session session, int? hubId, string? state, long after, int top)
    {
        var heads = await ParkedReader.ListAsync(session, hubId, state, after, top + 1);
        var shown = heads.Take(Math.Min(top, CountThatFits(heads))).ToList();
        var bodies = (await ParkedReader.ReadBodiesAsync(session, [.. shown.Select(head => head.ParkedId)])).ToDictionary(row => row.ParkedId, row => row.Body);
        return new Page<ParkedView>(
            [.. shown.Select(head => ParkedView.Of(head, bodies[head.ParkedId]))],
            heads.Count > shown.Count ? Cursor.Of(Order, shown[^1].ParkedId) : null);
    }

    private static int CountThatFits(List<ParkedHeadRow> heads)
    {
        var bytes = 0L;
        return Math.Max(1, heads.TakeWhile(head => (bytes += head.BodyLength) <= MaxBytes).Count());
    }
}

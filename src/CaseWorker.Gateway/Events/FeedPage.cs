using CaseWorker.Storage.Events;

namespace CaseWorker.Gateway.Events;

/// <summary>Reads the next events of a hub so that none is passed over that is only being written.</summary>
internal static class FeedPage
{
    /// <summary>
    /// Reads the page behind the last number. A server that reads while others write can pass the place of 12 before it is there and
    /// still find 13, which was committed no earlier; whoever then reads again finds both. So only what is missing twice was removed.
    /// </summary>
    /// <param name="read">Reads the hub's last number, and then the page, in the order of the numbers. Called once or twice.</param>
    /// <returns>The hub's last number, and the page up to its first hole; it begins behind a hole only if that is there to stay.</returns>
    public static async Task<(long Latest, List<FeedRow> Page)> ReadAsync(long last, Func<Task<(long Latest, List<FeedRow> Page)>> read)
    {
        var (latest, page) = await read();
        if ((page.Count > 0 ? page[0].EventNo : latest + 1) > last + 1)
            (latest, page) = await read();

        return (latest, [.. page.TakeWhile((row, place) => row.EventNo == page[0].EventNo + place)]);
    }
}

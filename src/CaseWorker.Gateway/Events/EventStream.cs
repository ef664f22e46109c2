using System.Globalization;
using System.Text;
using CaseWorker.Storage;
using CaseWorker.Storage.Events;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Events;

/// <summary>One stream of a hub's events to one listener, as Server-Sent Events.</summary>
/// <remarks>
/// Holds one page at a time: the next is read from the table when the listener has taken this one, so a slow listener costs nobody
/// else anything. Ends when the listener goes, when its key is revoked or its token expires, and when the process stops; the listener then comes again
/// with the last number it saw.
/// </remarks>
/// <param name="isAllowed">Whether what the listener presented still counts; asked again and again.</param>
/// <param name="after">The number the listener saw last; null: it wants what happens from now on.</param>
internal sealed class EventStream(HttpResponse response, Database database, EventWatch watch, Func<bool> isAllowed, TimeProvider time, int hubId, long? after)
{
    private const int PageSize = 100;
    private static readonly TimeSpan LookAtKeyEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatAfter = TimeSpan.FromSeconds(15);

    private readonly StringBuilder text = new();
    private long last;
    private long writtenAt;

    /// <summary>Runs until the stream ends.</summary>
    public async Task RunAsync(CancellationToken ending)
    {
        try
        {
            await BeginAsync(ending);
            while (!ending.IsCancellationRequested && isAllowed())
            {
                if (!await WriteNextAsync(ending))
                    await watch.WaitAsync(hubId, last, LookAtKeyEvery, ending);
                if (time.GetElapsedTime(writtenAt) >= HeartbeatAfter)
                    await FlushAsync(": still here\n\n", ending);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The listener went, or the process stops.
        }
    }

    private async Task BeginAsync(CancellationToken ending)
    {
        // Before anything is written, so that a database that is away is answered as everywhere.
        var (latest, oldest) = await database.ReadAsync(FindBeginAsync, ending);
        last = after ?? latest;

        // Both say where the stream begins, so that a listener whose stream breaks off before its first event comes again behind
        // that place and misses nothing: the id is what browsers keep, the header what can't be mistaken for an event's own id.
        response.Headers["Last-Event-ID"] = last.ToString(CultureInfo.InvariantCulture);
        await FlushAsync(string.Create(CultureInfo.InvariantCulture, $"id: {last}\nretry: 2000\n\n"), ending);

        // A number that was never given: of another installation, or of a time that a restored backup does not know.
        if (oldest is { } next)
            await ResetAsync(next, ending);
    }

    private async Task<(long Latest, long? Oldest)> FindBeginAsync(Session session)
    {
        var latest = await EventFeedStore.ReadLatestAsync(session, hubId);
        return after > latest
            ? (latest, (await EventFeedStore.ReadAfterAsync(session, hubId, 0, 1)).FirstOrDefault()?.EventNo ?? latest + 1)
            : (latest, null);
    }

    private async Task<bool> WriteNextAsync(CancellationToken ending)
    {
        if (await ReadNextAsync(ending) is not var (latest, page))
            return false;

        // Numbers have no gaps: what is missing was removed because of its age.
        var next = page.Count > 0 ? page[0].EventNo : latest + 1;
        if (next > last + 1)
            await ResetAsync(next, ending);
        if (page.Count == 0)
            return false;

        foreach (var row in page)
            text.Append(CultureInfo.InvariantCulture, $"id: {row.EventNo}\nevent: {row.EventName}\ndata: {row.Body}\n\n");

        last = page[^1].EventNo;
        await FlushAsync("", ending);
        return true;
    }

    // Null while the database is away or busy: then the stream waits, as if nothing had happened yet.
    private async Task<(long Latest, List<FeedRow> Page)?> ReadNextAsync(CancellationToken ending)
    {
        try
        {
            return await FeedPage.ReadAsync(last, () => database.ReadAsync(
                async session => (await EventFeedStore.ReadLatestAsync(session, hubId), await EventFeedStore.ReadAfterAsync(session, hubId, last, PageSize)),
                ending));
        }
        catch (Exception exception) when (!ending.IsCancellationRequested && database.IsTransient(exception))
        {
            await Task.Delay(LookAtKeyEvery, time, ending);
            return null;
        }
    }

    // The id makes the listener ask from there, should it come again before the next event.
    private Task ResetAsync(long oldest, CancellationToken ending)
    {
        last = oldest - 1;
        return FlushAsync(string.Create(CultureInfo.InvariantCulture, $"id: {last}\nevent: reset\ndata: {{\"oldest\":{oldest}}}\n\n"), ending);
    }

    private async Task FlushAsync(string more, CancellationToken ending)
    {
        text.Append(more);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        await response.Body.WriteAsync(bytes, ending);
        await response.Body.FlushAsync(ending);
        writtenAt = time.GetTimestamp();
    }
}

using System.Globalization;
using System.Net.ServerSentEvents;

namespace CaseWorker.Client;

/// <summary>One stream of events, from its beginning to where it ends or breaks off.</summary>
internal sealed class OpenStream : IAsyncDisposable
{
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(2);

    private readonly HttpResponseMessage response;
    private readonly SseParser<string> parser;
    private readonly CancellationTokenSource ending = new();
    private readonly IAsyncEnumerator<SseItem<string>> items;

    public OpenStream(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        parser = SseParser.Create(stream);
        items = parser.EnumerateAsync(ending.Token).GetAsyncEnumerator();
    }

    /// <summary>How long to wait before the next stream is opened.</summary>
    public TimeSpan ComeAgainAfter => parser.ReconnectionInterval > TimeSpan.Zero ? parser.ReconnectionInterval : UsualPause;

    /// <summary>The next event that is whole; null: the stream has ended, in peace or not.</summary>
    public async Task<HubEvent?> NextAsync(CancellationToken cancellation)
    {
        await using var ended = cancellation.Register(ending.Cancel);
        try
        {
            while (await items.MoveNextAsync())
            {
                var item = items.Current;
                if (long.TryParse(item.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return HubEvent.Read(item.EventType, number, item.Data);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await items.DisposeAsync();
        ending.Dispose();
        response.Dispose();
    }
}

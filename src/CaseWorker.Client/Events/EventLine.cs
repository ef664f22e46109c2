using System.Globalization;
using System.Net;

namespace CaseWorker.Client;

/// <summary>Opens the stream of a listener again and again, each time behind the last event it has.</summary>
internal sealed class EventLine(Sender sender, CaseWorkerClientOptions options, long? after)
{
    private bool isOpenedOnce;

    /// <summary>The number of the last event that was taken; null: none, and it is not known where the stream began.</summary>
    public long? Last { get; set; } = after;

    /// <summary>Returns once a stream is open.</summary>
    /// <exception cref="CaseWorkerException">It will not be opened however often it is asked, or not the first time in the time that there is.</exception>
    public async Task<OpenStream> OpenAsync(CancellationToken cancellation)
    {
        var begun = options.Time.GetTimestamp();
        for (var attempts = 1; ; attempts++)
        {
            var (stream, failed) = await TryOpenAsync(cancellation);
            if (stream is not null)
                return stream;

            // A stream that was open once is opened again however long that takes.
            var patient = isOpenedOnce ? options with { MaxAttempts = int.MaxValue, GiveUpAfter = TimeSpan.MaxValue } : options;
            var elapsed = isOpenedOnce ? TimeSpan.Zero : options.Time.GetElapsedTime(begun);
            if (RepeatRule.WaitAfter(failed!, mayRepeat: true, attempts, elapsed, patient, Random.Shared.NextDouble()) is not { } wait)
                throw CaseWorkerException.Of(new Sent(failed!.Answer, failed.Failure, attempts, IsOutcomeUnknown: false));

            await Task.Delay(wait, options.Time, cancellation);
        }
    }

    /// <summary>Waits before a stream that ended is opened again: not all listeners of a gateway at the same moment.</summary>
    public Task PauseAsync(TimeSpan asked, CancellationToken cancellation) =>
        Task.Delay(asked * ((1 + Random.Shared.NextDouble()) / 2), options.Time, cancellation);

    private async Task<(OpenStream? Stream, Attempt? Failed)> TryOpenAsync(CancellationToken cancellation)
    {
        using var request = Call.Get("api/events").ToRequest(sender.Address);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (Last is { } last)
            request.Headers.TryAddWithoutValidation("Last-Event-ID", last.ToString(CultureInfo.InvariantCulture));

        HttpResponseMessage? response = null;
        try
        {
            response = await sender.OpenAsync(request, cancellation);
            if (response.StatusCode == HttpStatusCode.OK)
                return (await TakeAsync(response, cancellation), null);

            var answer = await Answer.OfAsync(response, options.Time, cancellation);
            response.Dispose();
            return answer.IsAway ? (null, new Attempt(answer, null)) : throw CaseWorkerException.Of(new Sent(answer, null, 1, IsOutcomeUnknown: false));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            response?.Dispose();
            return (null, new Attempt(null, exception));
        }
    }

    private async Task<OpenStream> TakeAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellation);
        isOpenedOnce = true;

        // Where a stream begins that asked for nothing: so that nothing is missed if it breaks off before its first event.
        if (response.Headers.TryGetValues("Last-Event-ID", out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var begin))
            Last ??= begin;

        return new OpenStream(response, new ListeningStream(stream, options.EventsSilentFor, options.Time));
    }
}

namespace CaseWorker.Client;

/// <summary>Sends a call until it is answered or the client gives up. Thread-safe.</summary>
internal sealed class Sender
{
    private readonly HttpClient http;
    private readonly CaseWorkerClientOptions options;

    public Sender(HttpClient http, CaseWorkerClientOptions options)
    {
        this.http = http;
        this.options = options;
        Address = http.BaseAddress is { } address
            ? new Uri(address.AbsoluteUri.EndsWith('/') ? address.AbsoluteUri : address.AbsoluteUri + "/")
            : throw new ArgumentException("The HttpClient must have a BaseAddress.", nameof(http));
    }

    /// <summary>Where CaseWorker is; ends with a slash, so that what stands below a path stays below it.</summary>
    public Uri Address { get; }

    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<Sent> SendAsync(Call call, CancellationToken cancellation)
    {
        var begun = options.Time.GetTimestamp();
        var isUnknown = false;
        for (var attempts = 1; ; attempts++)
        {
            using var request = call.ToRequest(Address);
            var attempt = await Attempt.MakeAsync(http, request, options.Time, cancellation);
            if (attempt.Answer is { IsAway: false } answer && call.IsPartlyAway?.Invoke(answer) is not true)
                return new Sent(answer, null, attempts, isUnknown);

            isUnknown |= !attempt.IsNotDone;
            var wait = RepeatRule.WaitAfter(attempt, call.MayRepeat, attempts, options.Time.GetElapsedTime(begun), options, Random.Shared.NextDouble());
            if (wait is null)
                return new Sent(attempt.Answer, attempt.Failure, attempts, isUnknown);

            await Task.Delay(wait.Value, options.Time, cancellation);
        }
    }

    /// <summary>Opens a stream: sends once, and returns when the headers are there.</summary>
    public Task<HttpResponseMessage> OpenAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
}

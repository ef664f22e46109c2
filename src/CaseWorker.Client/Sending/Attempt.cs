namespace CaseWorker.Client;

/// <summary>One attempt at a call: an answer, or a failure.</summary>
internal sealed record Attempt(Answer? Answer, Exception? Failure)
{
    /// <summary>True: it is certain that nothing was done, because the request never left or CaseWorker says so.</summary>
    public bool IsNotDone => Answer is { IsAway: true, Body: var body }
        ? Problem.Read(body)?.Word == "not-sent"
        : Failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };

    /// <summary>Sends once. What is no network failure is thrown, the caller's cancellation included.</summary>
    public static async Task<Attempt> MakeAsync(HttpClient http, HttpRequestMessage request, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
            return new Attempt(await Answer.OfAsync(response, time, cancellation), null);
        }
        catch (HttpRequestException exception)
        {
            return new Attempt(null, exception);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested && exception.InnerException is TimeoutException)
        {
            // HttpClient's own limit.
            return new Attempt(null, exception);
        }
    }
}

using System.Net;

namespace CaseWorker.Tests.Client;

/// <summary>Stands for a server where a test needs what a real one can't be made to do on demand: answers that get lost.</summary>
internal sealed class ScriptedHandler(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    /// <summary>What was sent: method, key and body of each attempt.</summary>
    public List<(HttpMethod Method, string? Key, string Body)> Requests { get; } = [];

    public static HttpResponseMessage Answer(HttpStatusCode status, string json = "", string? retryAfter = null)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(json) };
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        return response;
    }

    /// <summary>The request arrived, its answer did not.</summary>
    public static HttpResponseMessage Lost() => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    /// <summary>There was nobody to send it to.</summary>
    public static HttpResponseMessage NeverSent() => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused.");

    /// <summary>HttpClient's own limit was reached.</summary>
    public static HttpResponseMessage TooSlow() => throw new TaskCanceledException("The request was canceled due to the configured Timeout.", new TimeoutException());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add((
            request.Method,
            request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null,
            request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return answers[Math.Min(Requests.Count, answers.Length) - 1]();
    }
}

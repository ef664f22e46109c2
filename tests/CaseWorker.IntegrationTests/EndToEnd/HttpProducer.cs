using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>A client that waits for each answer before it sends the next request, so that its order must be kept.</summary>
/// <param name="services">Taken in turn.</param>
/// <param name="gateways">Taken in turn.</param>
internal sealed class HttpProducer(string name, int[] services, CaseWorkerProcess[] gateways, Ledger ledger)
{
    // Spec 2.1 gives 5 s; the rest is for the machine of the tests, which does much else at the same time.
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5 + 3);

    private int lastN;

    /// <summary>How many answers said 503.</summary>
    public int Refusals { get; private set; }

    /// <summary>Sends single cases; repeats what was refused with 503 until it is accepted.</summary>
    /// <param name="before">Awaited before each one, with its number from 1.</param>
    public async Task SendAsync(int count, Func<int, Task> before)
    {
        for (var i = 1; i <= count; i++)
        {
            await before(i);
            ledger.Add(await SendAgainAsync(Next()));
        }
    }

    /// <summary>Sends single cases until an answer fails to come, because the gateway is gone.</summary>
    public async Task SendUntilUnansweredAsync()
    {
        for (var sent = await TryAsync(Next()); ; sent = await TryAsync(Next()))
        {
            ledger.Add(sent!);
            if (!sent!.IsAccepted)
                return;
        }
    }

    /// <summary>Sends cases in arrays.</summary>
    public async Task SendBatchesAsync(int count, int size, Func<int, Task> before)
    {
        for (var i = 1; i <= count; i += size)
        {
            await before(i);
            Sent[] batch = [.. Enumerable.Range(0, size).Select(_ => Next())];
            using var answer = await Gateway(batch[0].N / size).PostAsJsonAsync("/api/cases/batch", batch.Select(Body));
            if (answer.StatusCode != HttpStatusCode.MultiStatus)
                throw new InvalidOperationException($"A batch of {name} must be answered 207, was {await TextOf(answer)}");

            var items = (await answer.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().ToList();
            foreach (var (sent, item) in batch.Zip(items, (sent, item) => (sent, item)))
            {
                ledger.Add(item.GetProperty("status").GetInt32() == 202
                    ? sent with { CaseId = item.GetProperty("caseId").GetInt32() }
                    : throw new InvalidOperationException($"{sent.Mark} must be answered 202, was {item.GetRawText()}"));
            }
        }
    }

    /// <summary>Sends this one until it is accepted; with the key it had before, so that it can't become two cases.</summary>
    public async Task<Sent> SendAgainAsync(Sent sent)
    {
        while (true)
        {
            if (await TryAsync(sent) is { } answered)
                return answered.IsAccepted ? answered : throw new InvalidOperationException($"{sent.Mark} got no answer.");

            Refusals++;
        }
    }

    private Sent Next() => new(name, ++lastN, services[lastN % services.Length]);

    // Null: refused with 503, to be tried again.
    private async Task<Sent?> TryAsync(Sent sent)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = JsonContent.Create(Body(sent)) };
        request.Headers.Add("Idempotency-Key", sent.Mark);
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await Gateway(sent.N).SendAsync(request);
            return answer.StatusCode switch
            {
                HttpStatusCode.Accepted => sent with { CaseId = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("CaseId").GetInt32(), IsAccepted = true },
                HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is not null && watch.Elapsed < AnswerWithin => null,
                _ => throw new InvalidOperationException($"{sent.Mark} must be answered 202 or in time 503 with Retry-After, was after {watch.Elapsed} {await TextOf(answer)}"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return sent with { IsAccepted = false };
        }
    }

    private HttpClient Gateway(int turn) => gateways[turn % gateways.Length].Http;

    private static object Body(Sent sent) => new { sent.ServiceId, ExtRef = sent.Mark, Subject = $"Number {sent.N} of {sent.Producer}" };

    private static async Task<string> TextOf(HttpResponseMessage answer) => $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}";
}

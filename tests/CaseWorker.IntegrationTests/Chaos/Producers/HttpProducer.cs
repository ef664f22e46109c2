using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.EndToEnd;

namespace CaseWorker.IntegrationTests.Chaos.Producers;

/// <summary>A client of the gateways. With a key it repeats what is not accepted, at the other gateway; without one it goes on to the next case.</summary>
internal sealed class HttpProducer(string name, int service, bool hasKey, Installed installed, Traffic traffic)
{
    public async Task RunAsync(PeriodicTimer timer)
    {
        for (var n = 1; !traffic.Stopping.IsCancellationRequested; n++)
        {
            var sent = new Sent(name, n, service, IsAccepted: false);
            for (var attempt = 0; ; attempt++)
            {
                await timer.WaitForNextTickAsync();
                sent = await SendAsync(installed, traffic, sent, hasKey ? sent.Mark : null, service + (hasKey ? n + attempt : 0));
                if (sent.IsAccepted || !hasKey)
                    break;
            }

            traffic.Settle(sent);
        }
    }

    /// <summary>Sends once.</summary>
    /// <param name="key">The Idempotency-Key; null: none.</param>
    /// <param name="turn">Chooses the gateway.</param>
    /// <returns>The entry as accepted, or as it was where the outcome is not known.</returns>
    public static async Task<Sent> SendAsync(Installed installed, Traffic traffic, Sent sent, string? key, int turn)
    {
        var gateway = turn % installed.Gateways.Length;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = new ByteArrayContent(Body.Of(sent)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);

        traffic.CountOffer();
        traffic.Enter(gateway);
        try
        {
            using var answer = await installed.Gateways[gateway].Http.SendAsync(request);
            switch (answer.StatusCode)
            {
                case HttpStatusCode.Accepted:
                    using (var body = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync()))
                        return sent with { IsAccepted = true, CaseId = body.RootElement.GetProperty("CaseId").GetInt32() };
                case HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is not null:
                    return sent;
                default:
                    installed.SayAmiss($"{sent.Mark} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                    return sent;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or JsonException)
        {
            return sent;
        }
        finally
        {
            traffic.Leave(gateway);
        }
    }
}

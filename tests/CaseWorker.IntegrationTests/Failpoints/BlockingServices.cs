using System.Net;
using System.Net.Http.Json;
using System.Text;
using CaseWorker.IntegrationTests.Processes;
using Xunit;

namespace CaseWorker.IntegrationTests.Failpoints;

/// <summary>What a person does with services that wait behind a bad message, over HTTP.</summary>
internal static class BlockingServices
{
    /// <summary>Makes these services of the sample catalogue wait behind bad messages.</summary>
    public static async Task ApplyAsync(CaseWorkerProcess gateway, params int[] services)
    {
        var entries = string.Join(", ", services.Select(id => $$"""{ "id": {{id}}, "name": "Blocks {{id}}", "headOfLine": "block" }"""));
        using var content = Json($$"""{ "hubs": [ { "id": 1, "name": "Main", "services": [ {{entries}} ] } ] }""");
        using var answer = await gateway.Http.PutAsync("/api/admin/catalog", content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends one case, which must be accepted.</summary>
    /// <param name="subject">What a failpoint may look for.</param>
    public static async Task EnqueueAsync(CaseWorkerProcess gateway, int serviceId, string mark, string subject)
    {
        using var answer = await gateway.Http.PostAsJsonAsync("/api/cases", new { ServiceId = serviceId, ExtRef = mark, Subject = subject });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    /// <summary>Sends a parked message again with a harmless subject.</summary>
    public static async Task RetryAsync(CaseWorkerProcess gateway, long parkedId, int serviceId, string mark)
    {
        using var content = Repaired(serviceId, mark);
        using var answer = await gateway.Http.PostAsync($"/api/parked/{parkedId}/retry", content);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks for what ends the process, so that no answer is due.</summary>
    public static async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
        {
            // Nobody is left to answer.
        }
    }

    public static StringContent Repaired(int serviceId, string mark) =>
        Json($$"""{"ServiceId":{{serviceId}},"ExtRef":"{{mark}}","Subject":"Repaired"}""");

    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}

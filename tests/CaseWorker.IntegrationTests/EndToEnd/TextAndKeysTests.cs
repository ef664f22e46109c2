using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CaseWorker.IntegrationTests.Processes;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Input of which the fast tests see only the door, followed to the stored case and back.</summary>
public sealed class TextAndKeysTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Text_of_any_script_comes_back_as_it_went_in_and_a_revoked_key_opens_nothing()
    {
        using var folder = new TemporaryFolder();
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path);
        var created = await CaseWorkerProgram.RunAsync(folder.Path, "keys", "create", "web", "--scope", "cases:enqueue", "cases:read", "--json");
        Assert.True(created.ExitCode == 0, created.ToString());
        var key = JsonDocument.Parse(created.Output).RootElement;
        program.UseKey(key.GetProperty("key").GetString()!);
        await Eventually.HoldsAsync(async () => await StatusAsync(program, "/api/cases") == HttpStatusCode.OK, Limit, () => "A new key must be known soon.");

        // Emoji joined of several, right-to-left with marks, combining accents, the last plane, line ends, and what looks like code.
        const string text = "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 שָׁלוֹם \u202Eمرحبا\u202C e\u0301 ﷽ \U0010FFFD 漢字\r\n\t<b>'; DROP TABLE SupportCase;--\\u0041{0}%s";
        const string subject = "👩‍👩‍👧‍👦 שָׁלוֹם \u202Eمرحبا\u202C";
        using var answer = await program.Http.PostAsJsonAsync(
            "/api/cases", new { ServiceId = 8, Subject = subject, Notes = text, CustomProperties = new Dictionary<string, string> { ["ключ 🔑"] = text } });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await Eventually.HoldsAsync(async () => await StatusAsync(program, answer.Headers.Location!.ToString()) == HttpStatusCode.OK, Limit, () => program.Output);
        var stored = await program.Http.GetFromJsonAsync<JsonElement>(answer.Headers.Location);
        Assert.Equal(subject, stored.GetProperty("subject").GetString());
        Assert.Equal(text, stored.GetProperty("notes").GetString());
        Assert.Equal(text, stored.GetProperty("customProperties").GetProperty("ключ 🔑").GetString());

        var revoked = await CaseWorkerProgram.RunAsync(folder.Path, "keys", "revoke", key.GetProperty("keyId").ToString());
        Assert.True(revoked.ExitCode == 0, revoked.ToString());
        await Eventually.HoldsAsync(async () => await StatusAsync(program, "/api/cases") == HttpStatusCode.Unauthorized, Limit, () => "A revoked key must be refused soon.");
    }

    private static async Task<HttpStatusCode> StatusAsync(CaseWorkerProcess program, string path)
    {
        using var answer = await program.Http.GetAsync(path);
        return answer.StatusCode;
    }
}

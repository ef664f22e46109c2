using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json;
using Xunit;

namespace CaseWorker.IntegrationTests.Processes;

/// <summary>What the README's first screen promises, with the program as a user starts it: no settings, an empty folder.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedDefaultTests : IDisposable
{
    private static readonly TimeSpan StoredWithin = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task From_nothing_a_posted_case_is_stored_with_a_rep_of_the_right_department()
    {
        await using var program = await StartAsync();
        using var answer = await PostAsync(program, 4, "the first");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);

        var stored = await ShowAsync(await CaseIdOf(answer));
        var service = (await CatalogAsync()).GetProperty("services").EnumerateArray().Single(service => service.GetProperty("id").GetInt32() == 4);
        var department = service.GetProperty("departmentId").GetInt32();
        var reps = (await CatalogAsync()).GetProperty("reps").EnumerateArray()
            .Where(rep => rep.GetProperty("departments").EnumerateArray().Any(id => id.GetInt32() == department))
            .Select(rep => rep.GetProperty("id").GetInt32());
        Assert.Equal(department, stored.GetProperty("departmentId").GetInt32());
        Assert.Contains(stored.GetProperty("repId").GetInt32(), reps);
        Assert.Equal(1, stored.GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task The_first_key_is_printed_once_and_kept_for_the_owner_only()
    {
        await using (var program = await StartAsync())
        {
            Assert.Contains($"First key, for everything: {FirstKey()}", program.Output, StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("data/first-key.txt")));
            await program.TerminateAsync();
        }

        await using var again = await StartAsync();
        Assert.DoesNotContain("First key", again.Output, StringComparison.Ordinal);
        using var answer = await PostAsync(again, 1, "with the same key");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task A_restart_keeps_everything_and_goes_on_counting()
    {
        await using (var program = await StartAsync())
        {
            using var answer = await PostAsync(program, 1, "before");
            await program.TerminateAsync();
        }

        await using var again = await StartAsync();
        using var next = await PostAsync(again, 1, "after");
        Assert.Equal(2, (await ShowAsync(await CaseIdOf(next))).GetProperty("sequence").GetInt32());
        await AssertFifoHoldsAsync(2);
    }

    [Fact]
    public async Task A_second_process_on_the_same_database_is_refused_and_told_who_has_it()
    {
        await using var program = await StartAsync();
        var second = await CaseWorkerProgram.RunAsync(folder.Path, "--Urls=http://127.0.0.1:0");
        Assert.Equal(2, second.ExitCode);
        Assert.Contains("The embedded queue serves one process, and ", second.Errors, StringComparison.Ordinal);
        Assert.False(program.HasExited);
    }

    [Fact]
    public async Task Kill_minus_9_loses_nothing_that_was_accepted()
    {
        const int Services = 8;
        var accepted = 0;
        await using (var program = await StartAsync())
        {
            // Eight producers, each waiting for its answer, until the program is shot.
            var producers = Enumerable.Range(1, Services).Select(async service =>
            {
                try
                {
                    while (true)
                    {
                        using var answer = await program.Http.PostAsJsonAsync("/api/cases", new { ServiceId = service, Subject = "before the shot" });
                        answer.EnsureSuccessStatusCode();
                        Interlocked.Increment(ref accepted);
                    }
                }
                catch (HttpRequestException)
                {
                    // The shot.
                }
            }).ToList();
            await Eventually.HoldsAsync(() => Task.FromResult(Volatile.Read(ref accepted) >= 400), StoredWithin, () => program.Output);
            await program.KillAsync();
            await Task.WhenAll(producers);
        }

        await using var again = await StartAsync();

        // At most one request of each producer was committed without its answer having left.
        await Eventually.HoldsAsync(async () => await StoredAsync() >= accepted, StoredWithin, () => again.Output);
        Assert.InRange(await StoredAsync(), accepted, accepted + Services);
    }

    [Fact]
    public async Task A_file_of_cases_goes_through_in_order_and_a_second_run_doubles_nothing()
    {
        const int Lines = 2000;
        await File.WriteAllLinesAsync(folder.File("cases.jsonl"), Enumerable.Range(0, Lines).Select(n => $$"""{"ServiceId":{{(n % 8) + 1}},"Subject":"line {{n}}"}"""));
        await using var program = await StartAsync();
        for (var run = 0; run < 2; run++)
        {
            var result = await CaseWorkerProgram.RunAsync(folder.Path, "enqueue", "--file", "cases.jsonl");
            Assert.True(result.ExitCode == 0 && result.Output.StartsWith("2000 of 2000 cases accepted", StringComparison.Ordinal), result.ToString());
        }

        // What is enqueued after the second run is behind it in the queue of its service.
        foreach (var service in Enumerable.Range(1, 8))
        {
            using var last = await PostAsync(program, service, "behind both runs");
            Assert.Equal(HttpStatusCode.Created, last.StatusCode);
        }

        await AssertFifoHoldsAsync(Lines + 8);
        var listed = await CaseWorkerProgram.RunAsync(folder.Path, "cases", "list", "--service", "3", "--top", "1000", "--json");
        using var cases = JsonDocument.Parse(listed.Output);
        Assert.Equal(
            Enumerable.Range(0, Lines).Where(n => (n % 8) + 1 == 3).Select(n => $"line {n}").Append("behind both runs"),
            cases.RootElement.EnumerateArray().Select(row => row.GetProperty("subject").GetString()));
    }

    [Fact]
    public async Task A_file_with_a_bad_line_is_refused_as_a_whole_with_the_line_named()
    {
        await File.WriteAllLinesAsync(folder.File("cases.jsonl"), ["""{"ServiceId":1}""", """{"ServiceId":99}"""]);
        await using var program = await StartAsync();
        var result = await CaseWorkerProgram.RunAsync(folder.Path, "enqueue", "--file", "cases.jsonl");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Line 2: ServiceId must be a service", result.Errors, StringComparison.Ordinal);
        using var only = await PostAsync(program, 1, "the only one");
        await AssertFifoHoldsAsync(1);
    }

    [Fact]
    public async Task A_key_made_by_command_opens_its_hub_until_it_is_revoked()
    {
        await using var program = await StartAsync();
        var made = await CaseWorkerProgram.RunAsync(folder.Path, "keys", "create", "web", "--scope", "cases:enqueue", "--json");
        using var key = JsonDocument.Parse(made.Output);
        program.UseKey(key.RootElement.GetProperty("key").GetString()!);
        await Eventually.HoldsAsync(async () => await StatusAsync() == HttpStatusCode.Accepted, StoredWithin, () => program.Output);

        var revoked = await CaseWorkerProgram.RunAsync(folder.Path, "keys", "revoke", key.RootElement.GetProperty("keyId").ToString());
        Assert.True(revoked.ExitCode == 0, revoked.ToString());
        await Eventually.HoldsAsync(async () => await StatusAsync() == HttpStatusCode.Unauthorized, TimeSpan.FromSeconds(5), () => program.Output);

        async Task<HttpStatusCode> StatusAsync()
        {
            using var answer = await program.Http.PostAsJsonAsync("/api/cases", new { ServiceId = 1 });
            return answer.StatusCode;
        }
    }

    public void Dispose() => folder.Dispose();

    private async Task<CaseWorkerProcess> StartAsync()
    {
        var program = await CaseWorkerProcess.StartAsync(folder.Path);
        program.UseKey(FirstKey());
        return program;
    }

    private string FirstKey() => File.ReadAllText(folder.File("data/first-key.txt")).Trim();

    private static async Task<HttpResponseMessage> PostAsync(CaseWorkerProcess program, int service, string subject)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = JsonContent.Create(new { ServiceId = service, Subject = subject }) };
        request.Headers.Add("Prefer", "wait=30");
        return await program.Http.SendAsync(request);
    }

    private static async Task<int> CaseIdOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("CaseId").GetInt32();

    private async Task<JsonElement> ShowAsync(int caseId) => (await JsonAsync("cases", "show", $"{caseId}", "--json")).GetProperty("case");

    private async Task<JsonElement> CatalogAsync() => (await JsonAsync("catalog", "export")).GetProperty("hubs")[0];

    private async Task<long> StoredAsync() => (await JsonAsync("fifo", "verify", "--json")).GetProperty("cases").GetInt64();

    private async Task AssertFifoHoldsAsync(int cases)
    {
        var verified = await CaseWorkerProgram.RunAsync(folder.Path, "fifo", "verify");
        Assert.True(verified.ExitCode == 0, verified.ToString());
        Assert.Equal($"FIFO holds for all {cases} cases of 8 services.", verified.Output.Trim());
    }

    // The exit code is part of the answer: a violation, or a command that could not look, is never a document.
    private async Task<JsonElement> JsonAsync(params string[] command)
    {
        var result = await CaseWorkerProgram.RunAsync(folder.Path, command);
        Assert.True(result.ExitCode == 0, result.ToString());
        return JsonDocument.Parse(result.Output).RootElement;
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using Xunit;

namespace CaseWorker.IntegrationTests.Failpoints;

/// <summary>A database in which somebody changed what must not change: command and route both say what is wrong.</summary>
public sealed class ProofOfViolationsTests
{
    private const string Tomb =
        """
        INSERT INTO Tombstone (CaseId, HubId, ServiceId, Sequence, KeyHash, BodyHash, MessageKey, Source, SourceN, Worker, AcceptedAt, StoredAt, DeletedAt, DeletedBy, Why)
        SELECT
        """;

    private static readonly (string Kind, string Corrupt, string Mend)[] Corruptions =
    [
        ("sequence-gap", "UPDATE SupportCase SET ServiceId = 99 WHERE ServiceId = 1 AND Sequence = 3", "UPDATE SupportCase SET ServiceId = 1 WHERE ServiceId = 99"),
        ("tail-missing", "UPDATE SupportCase SET ServiceId = 99 WHERE ServiceId = 1 AND Sequence = 6", "UPDATE SupportCase SET ServiceId = 1 WHERE ServiceId = 99"),
        (
            "key-repeated",
            $"{Tomb} CaseId + 900000, HubId, ServiceId, 7, KeyHash, BodyHash, MessageKey, 'nobody', 1, Worker, AcceptedAt, StoredAt + 3600000, StoredAt, 'x', 'x' FROM SupportCase WHERE ServiceId = 1 AND Sequence = 2",
            "DELETE FROM Tombstone"),
        (
            "sequence-repeated",
            $"{Tomb} CaseId + 900000, HubId, ServiceId, Sequence, x'00', BodyHash, 'other', 'nobody', 1, Worker, AcceptedAt, StoredAt, StoredAt, 'x', 'x' FROM SupportCase WHERE ServiceId = 1 AND Sequence = 2",
            "DELETE FROM Tombstone"),
        ("source-order", "UPDATE SupportCase SET SourceN = -SourceN WHERE ServiceId = 1 AND Sequence = 4", "UPDATE SupportCase SET SourceN = -SourceN WHERE ServiceId = 1 AND Sequence = 4"),
        ("stored-at-falls", "UPDATE SupportCase SET StoredAt = StoredAt - 3600000 WHERE ServiceId = 1 AND Sequence = 5", "UPDATE SupportCase SET StoredAt = StoredAt + 3600000 WHERE ServiceId = 1 AND Sequence = 5"),
        ("overtaking", "UPDATE SupportCase SET Waiting = 1 WHERE ServiceId = 1 AND Sequence = 2", "UPDATE SupportCase SET Waiting = 0"),
    ];

    [Fact]
    public async Task Each_kind_is_found_by_command_and_by_route()
    {
        using var folder = new TemporaryFolder();
        var view = DatabaseView.OfFolder(folder);
        await using var program = await CaseWorkerProcess.StartAsync(folder.Path);
        program.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
        foreach (var service in new[] { 1, 1, 1, 2, 2, 1, 1, 1 })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = JsonContent.Create(new { ServiceId = service }) };
            request.Headers.Add("Prefer", "wait=30");
            using var answer = await program.Http.SendAsync(request);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }

        await AssertSoundAsync(folder, program);
        foreach (var (kind, corrupt, mend) in Corruptions)
        {
            await view.QueryAsync<int>(corrupt);
            var proof = await CaseWorkerProgram.RunAsync(folder.Path, "fifo", "verify", "--service", "1", "--json");
            Assert.True(proof.ExitCode == 1, $"{kind}: {proof}");
            Assert.Equal([kind], KindsOf(JsonDocument.Parse(proof.Output).RootElement));
            var told = await CaseWorkerProgram.RunAsync(folder.Path, "fifo", "verify");
            Assert.Equal(1, told.ExitCode);
            Assert.Contains(kind == "overtaking" ? "stood in the line of department 10" : kind, told.Output, StringComparison.Ordinal);

            var page = await program.Http.GetFromJsonAsync<JsonElement>("/api/services/1/fifo");

            // A page knows nothing of what may follow it.
            Assert.Equal(kind == "tail-missing", page.GetProperty("verified").GetBoolean());
            if (kind != "tail-missing")
                Assert.Equal([kind], page.GetProperty("violations").EnumerateArray().Select(found => found.GetProperty("kind").GetString()!).Distinct());

            await view.QueryAsync<int>(mend);
            await AssertSoundAsync(folder, program);
        }
    }

    private static async Task AssertSoundAsync(TemporaryFolder folder, CaseWorkerProcess program)
    {
        var proof = await CaseWorkerProgram.RunAsync(folder.Path, "fifo", "verify");
        Assert.True(proof.ExitCode == 0, proof.ToString());
        Assert.True((await program.Http.GetFromJsonAsync<JsonElement>("/api/services/1/fifo")).GetProperty("verified").GetBoolean());
    }

    private static IEnumerable<string> KindsOf(JsonElement report) => report.GetProperty("violations").EnumerateArray()
        .Select(found => found.GetProperty("kind").GetString()!)
        .Concat(report.GetProperty("overtakings").EnumerateArray().Select(_ => "overtaking"))
        .Distinct();
}

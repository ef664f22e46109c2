using System.Text;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.DueDates;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Http;

/// <summary>"GET, change, PUT" (spec 6), whatever the catalogue says by now and whatever was done to the case.</summary>
public sealed class RoundTripTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const int Cases = 12;

    // What else moves with a member.
    private static readonly Dictionary<string, string[]> Moved = new()
    {
        ["dateDue"] = ["preOverDueDateTime", "postOverDueDateTime", "isOverDue"],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task A_case_that_is_sent_back_as_it_was_read_is_not_changed_and_a_change_changes_only_itself(int seed)
    {
        var world = new RoundTripWorld(new Random(seed));
        await using var app = await ActionApp.StartAsync(Database, Noon);
        await app.ApplyWholeAsync(world.Catalog());
        for (var caseId = 1; caseId <= Cases; caseId++)
            await app.StoreAsync(caseId, world.Case());

        for (var round = 0; round < 4; round++)
        {
            await LiveAsync(app, world);
            await app.ApplyWholeAsync(world.Catalog());
            await QueriedAsync(app);
            for (var caseId = 1; caseId <= Cases; caseId++)
            {
                await SentBackAsync(app, caseId);
                await ChangedAsync(app, caseId, world.Change());
                await SentBackAsync(app, caseId);
            }
        }
    }

    private static async Task LiveAsync(ActionApp app, RoundTripWorld world)
    {
        app.Rig.Clock.Advance(TimeSpan.FromHours(1.5));
        await new DueSweep(app.Rig.Database, app.Rig.Clock, NullLogger<DueSweep>.Instance).RunAsync(Cancellation);
        for (var caseId = 1; caseId <= Cases; caseId++)
        {
            for (var i = 0; i < 3; i++)
                await app.Rig.Desk.RunAsync(new CaseTarget(caseId, ActionCatalog.HubId, new Actor("full")), world.Command(), Cancellation);
        }
    }

    private static async Task SentBackAsync(ActionApp app, int caseId)
    {
        var read = await app.GetAsync($"/cases/{caseId}");
        var events = await app.Rig.CountAsync("Outbox");

        // As another encoder writes it, too.
        foreach (var body in new[] { read.Text, JsonNode.Parse(read.Text)!.ToJsonString() })
        {
            var answer = await app.PutAsync(caseId, body, headers: ("If-Match", read.Header("ETag")));
            Assert.True(answer.Status == 204, $"Case {caseId}: {answer.Status} {answer.Text}\n{body}");
        }

        var after = await app.GetAsync($"/cases/{caseId}");
        Assert.Equal((read.Text, read.Header("ETag"), events), (after.Text, after.Header("ETag"), await app.Rig.CountAsync("Outbox")));
    }

    private static async Task ChangedAsync(ActionApp app, int caseId, (string Member, JsonNode? Value) change)
    {
        var body = JsonNode.Parse((await app.GetAsync($"/cases/{caseId}")).Text)!;
        body[change.Member] = change.Value;

        var answer = await app.PutAsync(caseId, body.ToJsonString());

        Assert.True(answer.Status == 204, $"Case {caseId}: {answer.Status} {answer.Text}\n{body}");
        var after = JsonNode.Parse((await app.GetAsync($"/cases/{caseId}")).Text)!;
        foreach (var moved in Moved.GetValueOrDefault(change.Member, []).Append("dateModified"))
            body[moved] = after[moved]?.DeepClone();

        Assert.True(JsonNode.DeepEquals(body, after), $"{change.Member}:\n{body.ToJsonString()}\n{after.ToJsonString()}");
    }

    // Items of the list, with and without lists and roles.
    private static async Task QueriedAsync(ActionApp app)
    {
        foreach (var query in new[] { "{\"top\":100}", "{\"top\":100,\"include\":[\"dataFields\"]}" })
        {
            using var content = new StringContent(query, Encoding.UTF8, "application/json");
            var items = (await app.SendAsync(HttpMethod.Post, ActionApp.Hub + "/cases/query", content, ActionCatalog.Full)).Json.GetProperty("items");
            Assert.Equal(Cases, items.GetArrayLength());
            foreach (var item in items.EnumerateArray())
            {
                var caseId = item.GetProperty("id").GetInt32();
                var before = await app.GetAsync($"/cases/{caseId}");
                var answer = await app.PutAsync(caseId, item.GetRawText());
                Assert.Equal((204, before.Header("ETag")), (answer.Status, answer.Header("ETag")));
            }
        }
    }
}

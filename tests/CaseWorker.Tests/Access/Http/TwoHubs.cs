using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.HelpCenter;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.Access.Http;

/// <summary>The whole program with two hubs that have one of everything; names in hub 2 have "theirs" in them.</summary>
public sealed class TwoHubs : IAsyncLifetime
{
    // What is made of them is told apart from all numbers that the program gives.
    internal const int Ours = 71_000;
    internal const int Theirs = 72_000;

    private const int NeverGiven = 2_000_000_000;

    private static readonly Sql SetTaken = Sql.Both("UPDATE IdBlock SET TakenAt = @at");

    internal static Scopes All => Scopes.Enqueue | Scopes.Read | Scopes.Write | Scopes.Admin;

    internal WholeProgram Program { get; private set; } = null!;

    /// <summary>All that was logged since the program was built.</summary>
    internal LogCapture Logs { get; } = new();

    /// <summary>What the hubs have, by hub.</summary>
    internal IReadOnlyDictionary<int, Ids> Of { get; private set; } = null!;

    /// <summary>Ids of which there is nothing anywhere, and of which nobody was promised one.</summary>
    internal Ids Nobodys { get; private set; } = null!;

    /// <summary>The id of no case, in a block that was given out.</summary>
    internal int NotYet => Of[Theirs].Case + 300;

    public async ValueTask InitializeAsync()
    {
        Program = await WholeProgram.StartAsync(
            $$"""{ "hubs": [ {{Hub(Ours, "")}}, {{Hub(Theirs, " theirs")}} ] }""",
            Logs,
            "--BadKeys:PerMinute=0",
            "--Logging:LogLevel:Default=Trace",
            "--Logging:LogLevel:Microsoft=Trace",
            "--Logging:LogLevel:System.Net.Http=Trace");
        Of = new Dictionary<int, Ids> { [Ours] = await FillAsync(Ours), [Theirs] = await FillAsync(Theirs) };
        Nobodys = new Ids(73_000, NeverGiven, Parked: 99_999, Key: 99_999, Delivery: 99_999, Note: 99_999, Conversation: Conversations.IdOf(NeverGiven, null));
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    /// <summary>A key of the hub with these scopes.</summary>
    internal static string Key(int hub, Scopes scopes) => string.Create(CultureInfo.InvariantCulture, $"key-of-hub-{hub}-with-scopes-{(int)scopes}-0123456789");

    internal HttpClient Client(int hub, Scopes scopes) => Program.ClientWith(Key(hub, scopes));

    /// <summary>Makes all ids look as if they had been given out then.</summary>
    internal Task AgeBlocksAsync(TimeSpan age) => Program.Services.GetRequiredService<Database>().WriteAsync(
        session => session.ExecuteAsync(SetTaken, new { at = DateTimeOffset.UtcNow - age }), CancellationToken.None);

    /// <summary>Stores one more case of the other hub and waits for what follows from it, so that it does not follow in the middle of another test.</summary>
    internal async Task StoreMoreOfTheirsAsync()
    {
        using var client = Client(Theirs, All);
        var made = await DeliveriesAsync(client, Theirs, atLeast: 1);
        await Program.StoreCaseAsync(Key(Theirs, All), new { ServiceId = Theirs + 3, Subject = "One more of theirs" });
        await DeliveriesAsync(client, Theirs, made.Length + 1);
    }

    // One key for every set of scopes that a test needs: each alone, all, and all but one.
    private static IEnumerable<Scopes> KeysOf() =>
        new[] { Scopes.Enqueue, Scopes.Read, Scopes.Write, Scopes.Admin }.SelectMany(scope => new[] { scope, All & ~scope }).Append(All);

    private static string Hub(int hub, string mark) =>
        $$"""
        { "id": {{hub}}, "name": "Hub{{mark}}", "helpCenterId": "{{Ids.HelpCenterOf(hub)}}",
          "departments": [ { "id": {{hub + 1}}, "name": "Support{{mark}}" } ],
          "reps": [ { "id": {{hub + 2}}, "userName": "ann{{hub}}", "firstName": "Ann{{mark}}", "departments": [{{hub + 1}}] } ],
          "services": [ { "id": {{hub + 3}}, "name": "Billing{{mark}}", "departmentId": {{hub + 1}}, "due": { "dueAfter": "PT4H" } } ],
          "tags": [ { "id": {{hub + 4}}, "name": "vip{{mark}}" } ],
          "webhooks": [ { "id": {{hub + 5}}, "url": "http://127.0.0.1:9/{{hub}}", "events": ["CaseCreated"] } ],
          "lists": [ { "id": {{hub + 6}}, "name": "Status{{mark}}", "type": "status", "items": [ { "id": {{hub + 7}}, "name": "Begun{{mark}}", "isOpen": true } ] } ],
          "roles": [ { "id": {{hub + 8}}, "name": "Manager{{mark}}", "assignee": true } ],
          "keys": [ {{string.Join(", ", KeysOf().Select(scopes => $$"""{ "name": "key{{(int)scopes}}{{mark}}", "key": "{{Key(hub, scopes)}}", "scopes": [{{string.Join(", ", ScopeWords.Of(scopes).Select(word => $"\"{word}\""))}}], "accessLevel": "ADMIN" }"""))}} ] }
        """;

    private async Task<Ids> FillAsync(int hub)
    {
        var mark = hub == Theirs ? " theirs" : "";
        var caseId = await Program.StoreCaseAsync(Key(hub, All), new { ServiceId = hub + 3, Subject = "Printer" + mark, Notes = "It burns" + mark, ExtRef = "+45" + mark });
        using var client = Client(hub, All);
        using var noted = await client.PostAsJsonAsync($"/api/cases/{caseId}/notes", new { text = "Called" + mark });
        var noteId = (await noted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("noteId").GetInt64();
        var message = new IntakeMessage { Body = Encoding.UTF8.GetBytes($$"""{"ServiceId":{{hub + 3}},"CustomerId":"{{mark}}"}"""), MessageKey = "bad" + mark, AcceptedAt = DateTimeOffset.UtcNow, HubId = hub };
        await Program.Services.GetRequiredService<MessageParker>().ParkAsync(message, null, hub + 3, "invalid", null, null, null, CancellationToken.None);
        var parkedId = (await ItemsAsync(client, "/api/parked"))[0].GetProperty("parkedId").GetInt64();
        var keyId = (await ItemsAsync(client, "/api/admin/keys"))[0].GetProperty("keyId").GetInt64();
        var conversation = (await client.GetFromJsonAsync<JsonElement>($"/helpcenter/case?id={Ids.HelpCenterOf(hub)}")).GetProperty("cases")[0].GetProperty("conversationId").GetString()!;
        await UntilFoundAsync(client, hub);
        return new Ids(hub, caseId, parkedId, keyId, (await DeliveriesAsync(client, hub, atLeast: 1))[0], noteId, conversation);
    }

    // The event is numbered, and its delivery made, by a lane of its own, soon after the case was stored.
    private static async Task<long[]> DeliveriesAsync(HttpClient client, int hub, int atLeast)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if (await ItemsAsync(client, $"/api/admin/webhooks/{hub + 5}/deliveries") is var made && made.Length >= atLeast)
                return [.. made.Select(delivery => delivery.GetProperty("deliveryId").GetInt64())];

            await Task.Delay(100);
        }

        throw new InvalidOperationException("A delivery must be made within 30 seconds, is not.");
    }

    // The words of a case are indexed soon after it was stored.
    private static async Task UntilFoundAsync(HttpClient client, int hub)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            if ((await client.GetFromJsonAsync<JsonElement>($"/helpcenter/case/search?id={Ids.HelpCenterOf(hub)}&searchFilter=burns")).GetProperty("total").GetInt32() == 1)
                return;

            await Task.Delay(100);
        }

        throw new InvalidOperationException("A case must be found by its words within 30 seconds, is not.");
    }

    private static async Task<JsonElement[]> ItemsAsync(HttpClient client, string path) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];
}

/// <summary>One of everything.</summary>
/// <param name="Hub">What the catalogue has of it has the numbers behind it.</param>
internal sealed record Ids(int Hub, int Case, long Parked, long Key, long Delivery, long Note, string Conversation)
{
    public int Department { get; init; } = Hub + 1;

    public int Rep { get; init; } = Hub + 2;

    public int Service { get; init; } = Hub + 3;

    public int Tag { get; init; } = Hub + 4;

    public int Webhook { get; init; } = Hub + 5;

    public string HelpCenter => HelpCenterOf(Hub);

    public static string HelpCenterOf(int hub) => hub.ToString("x24", CultureInfo.InvariantCulture);
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CaseWorker.Client;
using CaseWorker.Contracts;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.Fuzz;

/// <summary>The whole program with two hubs, each with cases, notes, tags and parked messages of its own.</summary>
internal sealed class FuzzProgram : IAsyncDisposable
{
    private const int CasesOfEachHub = 400;

    private readonly WholeProgram program;

    private FuzzProgram(WholeProgram program) => this.program = program;

    public FuzzHub One { get; } = new(1);

    public FuzzHub Two { get; } = new(2);

    public IPEndPoint Place => new(IPAddress.Loopback, program.Address.Port);

    /// <summary>Every route that the program has, whoever mapped it.</summary>
    public IReadOnlyList<FuzzRoute> Routes =>
        [.. program.Routes.Select(FuzzRoute.Of)];

    public static async Task<FuzzProgram> StartAsync()
    {
        var (one, two) = (new FuzzHub(1), new FuzzHub(2));
        var fuzz = new FuzzProgram(await WholeProgram.StartAsync(
            $$"""{ "hubs": [ {{one.Catalog}}, {{two.Catalog}} ] }""",
            logs: null,

            // Many wrong keys are part of it, and none is waited for.
            "--BadKeys:HeldBackFor=00:00:00"));
        foreach (var hub in new[] { fuzz.One, fuzz.Two })
            await fuzz.FillAsync(hub);

        return fuzz;
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    private async Task FillAsync(FuzzHub hub)
    {
        using var client = new CaseWorkerClient(program.Address, hub.Full);
        var accepted = await client.EnqueueBatchAsync([.. Enumerable.Range(0, CasesOfEachHub).Select(n => NewCase(hub, n))]);
        hub.Cases.AddRange(accepted.Select(outcome => Assert.IsType<EnqueueOutcome.Accepted>(outcome).CaseId));
        var queue = program.Services.GetRequiredService<ICaseQueue>();
        for (var n = 0; n < 30; n++)
        {
            var body = new JsonObject { ["ServiceId"] = hub.Service, ["CustomerId"] = $"{hub.Marker} is no number {n}" }.ToJsonString();
            await queue.SendAsync(
                new OutgoingMessage(hub.Service, new IntakeMessage { Body = Encoding.UTF8.GetBytes(body), MessageKey = $"{hub.Marker}-bad-{n}", HubId = hub.Number, ServiceId = hub.Service }),
                CancellationToken.None);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await client.Cases.ListAsync(new CaseFilter { PageSize = 1000 }, limit.Token).CountAsync(limit.Token) < CasesOfEachHub || await client.Parked.ListAsync(cancellation: limit.Token).CountAsync(limit.Token) < 30)
            await Task.Delay(50, limit.Token);

        await FindConversationsAsync(hub);
        hub.Parked.AddRange(await client.Parked.ListAsync().Select(message => message.ParkedId).ToListAsync());
        foreach (var caseId in hub.Cases.Take(10))
        {
            var noted = Assert.IsType<Outcome<CaseNote>.Done>(await client.Cases.AddNoteAsync(caseId, $"{hub.Marker} was here", $"{hub.Marker} note"));
            hub.Notes.Add((caseId, noted.Value.NoteId));
            Assert.IsType<Outcome<Case>.Done>(await client.Cases.TagAsync(caseId, hub.Tag));
        }
    }

    private async Task FindConversationsAsync(FuzzHub hub)
    {
        using var http = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { { "X-Api-Key", hub.Full } } };
        using var answer = await http.GetAsync($"/helpcenter/case?id={hub.HelpCenterId}&limit=500");
        if (answer.IsSuccessStatusCode)
            hub.Conversations.AddRange((await answer.Content.ReadFromJsonAsync<JsonObject>())!["cases"]!.AsArray().Select(one => one!["conversationId"]!.GetValue<string>()));
    }

    private static CaseEnqueue NewCase(FuzzHub hub, int n) => new()
    {
        ServiceId = n % 2 == 0 ? hub.Service : hub.DueService,
        Subject = $"{hub.Marker} case {n}",
        Notes = $"{hub.Marker} details",
        ExtRef = $"{hub.Marker}-{n}",
        ClassificationCode = $"{hub.Marker}-code",
        CustomProperties = new Dictionary<string, string> { [$"{hub.Marker}mail"] = $"{hub.Marker}@example.org" },
    };
}

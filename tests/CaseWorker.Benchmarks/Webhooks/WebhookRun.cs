using System.Diagnostics;
using System.Globalization;
using System.Text;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Due;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.Processing;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CaseWorker.Benchmarks.Webhooks;

/// <summary>What a run reached: cases stored a second, events told to the living receiver a second, tries of the dead one in all, and a look in ms.</summary>
internal sealed record WebhookFigures(double StoredPerSecond, double ToldPerSecond, long DeadTries, double LookP50, double LookP99);

/// <summary>Intake, numbering and webhooks in this process over one SQLite file.</summary>
internal sealed class WebhookRun(TemporaryFolder folder) : IAsyncDisposable
{
    private const int DeadId = 1;
    private const int LiveId = 2;
    private readonly Database database = Database.Open(new StorageOptions { ConnectionString = TemplateDatabase.ConnectionTo(folder.Path) });

    /// <param name="live">Null: nobody listens.</param>
    /// <param name="dead">Null: nobody is dead.</param>
    /// <param name="backlog">How many deliveries wait for the dead one.</param>
    public async Task<WebhookFigures> RunAsync(Listener? live, BlackHole? dead, int backlog, int perSecond, TimeSpan duration)
    {
        await DefineAsync(live?.Url, dead?.Url);
        if (dead is not null)
            MakeWaiting(backlog);

        var (clock, instance, book) = (TimeProvider.System, new Instance("benchmark"), new WebhookBook());
        var leases = new EventLeases(database, instance, clock);
        using var sender = new WebhookSender(Options.Create(new WebhookOptions { AllowPrivateNetworks = true }), clock);
        using var dispatcher = new EventDispatcher(leases, new EventNumberer(database, leases, book, clock, hasBroker: false), clock, NullLogger<EventDispatcher>.Instance);
        using var pump = new WebhookPump(
            database, book, new WebhookRunner(database, sender, Random.Shared, clock, NullLogger<WebhookRunner>.Instance), clock, NullLogger<WebhookPump>.Instance);
        await dispatcher.StartAsync(CancellationToken.None);
        await pump.StartAsync(CancellationToken.None);

        using var over = new CancellationTokenSource();
        var intake = new SteadyIntake(database, firstNumber: 1, perSecond);
        var running = Task.Run(() => intake.RunAsync(over.Token));

        // What is compiled and opened at the beginning is no part of the figures.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (stored, told, watch) = (intake.Stored, live?.Told ?? 0, Stopwatch.StartNew());
        var looks = new List<double>();
        while (watch.Elapsed < duration)
        {
            // A look now and then: looking all the time would be a load of its own.
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            looks.Add(await LookAsync());
        }

        var seconds = watch.Elapsed.TotalSeconds;
        (stored, told) = (intake.Stored - stored, (live?.Told ?? 0) - told);
        await over.CancelAsync();
        await running;
        await pump.StopAsync(CancellationToken.None);
        await dispatcher.StopAsync(CancellationToken.None);
        return new WebhookFigures(stored / seconds, told / seconds, Tries(), Median.Of(looks), Median.Percentile(looks, 0.99));
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task DefineAsync(Uri? live, Uri? dead)
    {
        string[] hooks =
        [
            .. dead is null ? Array.Empty<string>() : [Hook(DeadId, dead)],
            .. live is null ? Array.Empty<string>() : [Hook(LiveId, live)],
        ];
        var file = CatalogFile.Read(Encoding.UTF8.GetBytes($$"""{ "hubs": [ { "id": 1, "name": "Benchmark", "webhooks": [ {{string.Join(", ", hooks)}} ] } ] }"""));
        var cache = new CatalogCache(database, TimeProvider.System);
        var result = await new CatalogApplier(database, cache, new KeyRing(database, TimeProvider.System), TimeProvider.System, NullLogger<CatalogApplier>.Instance)
            .ApplyAsync(file, hubOnly: null, CancellationToken.None);
        if (result.Errors.Count > 0)
            throw new InvalidOperationException("The catalogue was refused: " + string.Join("; ", result.Errors));
    }

    private static string Hook(int id, Uri url) => string.Create(CultureInfo.InvariantCulture, $$"""{ "id": {{id}}, "url": "{{url}}", "secret": "benchmark" }""");

    // Four events of each of many cases, all of them due; ids beyond those that intake will give.
    private void MakeWaiting(int count)
    {
        using var connection = OpenCases.Open(folder.Path);
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {{count}})
            INSERT INTO WebhookDelivery (HubId, WebhookId, EventNo, EventId, EventName, CaseId, Body, State, Behind, Attempts, NextAt, CreatedAt)
            SELECT 1, {{DeadId}}, i, 'event-' || i, 'CaseUpdated', 2000000000 + i / 4, '{"name":"CaseUpdated"}', 'waiting', i % 4 > 0, 0, 0, 0 FROM n
            """);
        command.ExecuteNonQuery();
    }

    private async Task<double> LookAsync()
    {
        var watch = Stopwatch.StartNew();
        await database.ReadAsync(session => Storage.Webhooks.WebhookDeliveryStore.FindDueAsync(session, 1, DeadId, DateTimeOffset.UtcNow, 1), CancellationToken.None);
        return watch.Elapsed.TotalMilliseconds;
    }

    private long Tries()
    {
        using var connection = OpenCases.Open(folder.Path);
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT COALESCE(SUM(Attempts), 0) FROM WebhookDelivery WHERE WebhookId = {DeadId}");
        return (long)command.ExecuteScalar()!;
    }
}

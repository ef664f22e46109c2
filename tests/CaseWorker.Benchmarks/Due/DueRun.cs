using System.Diagnostics;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.Processing.DueDates;
using CaseWorker.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaseWorker.Benchmarks.Due;

/// <summary>The sweep over many open cases: with nothing due, with very many due at once, and with a steady stream.</summary>
internal sealed class DueRun(TemporaryFolder folder, int cases, int intakePerSecond) : IAsyncDisposable
{
    private readonly Database database = Database.Open(new StorageOptions { ConnectionString = TemplateDatabase.ConnectionTo(folder.Path) });
    private int nextNumber = cases + 1;

    private DueSweep Sweep => field ??= new DueSweep(database, TimeProvider.System, NullLogger<DueSweep>.Instance);

    /// <summary>How long sweeps take that find nothing, in milliseconds.</summary>
    public async Task<IReadOnlyList<double>> IdleAsync(int sweeps)
    {
        var times = new List<double>(sweeps);
        for (var i = 0; i < sweeps; i++)
        {
            var watch = Stopwatch.StartNew();
            if (await Sweep.RunAsync(CancellationToken.None) != 0)
                throw new InvalidOperationException("Nothing must be due, something was.");

            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    /// <summary>Fires stages that are all due in one second, while intake goes on.</summary>
    public async Task<(double FiredPerSecond, double StoredPerSecond)> BurstAsync(int count)
    {
        var second = DateTimeOffset.UtcNow.AddSeconds(-2).ToUnixTimeMilliseconds() / 1000 * 1000;
        var order = OpenCases.MakeDue(folder.Path, first: 1, count, place => second + (place * 7919L % 1000));
        var last = LastEvent();
        var (elapsed, stored) = await BesideIntakeAsync(async () =>
        {
            if (await Sweep.RunAsync(CancellationToken.None) is var fired && fired != count)
                throw new InvalidOperationException($"{count} stages must fire, {fired} did.");
        });
        if (!Told(last).SequenceEqual(order))
            throw new InvalidOperationException("The stages must fire by instant and case id, did not.");

        return (count / elapsed.TotalSeconds, stored / elapsed.TotalSeconds);
    }

    /// <summary>Fires a steady stream by a sweep a second, while intake goes on.</summary>
    /// <returns>How late each fired, in milliseconds, and how many cases a second were stored beside.</returns>
    public async Task<(IReadOnlyList<double> Lateness, double StoredPerSecond)> StreamAsync(int perSecond, int seconds)
    {
        var start = DateTimeOffset.UtcNow.AddSeconds(5);
        var count = perSecond * seconds;
        var order = OpenCases.MakeDue(folder.Path, first: 2, count, place => start.ToUnixTimeMilliseconds() + (place * 1000L / perSecond));
        var last = LastEvent();
        var (elapsed, stored) = await BesideIntakeAsync(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var fired = 0; fired < count;)
            {
                await timer.WaitForNextTickAsync();
                fired += await Sweep.RunAsync(CancellationToken.None);
            }
        });
        if (!Told(last).SequenceEqual(order))
            throw new InvalidOperationException("The stages must fire by instant and case id, did not.");

        return (Ask("SELECT LatenessMs FROM CaseDueEvent WHERE CaseId % 5 = 2").Select(late => (double)late).ToList(), stored / elapsed.TotalSeconds);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private async Task<(TimeSpan Elapsed, int Stored)> BesideIntakeAsync(Func<Task> work)
    {
        using var over = new CancellationTokenSource();
        var intake = new SteadyIntake(database, nextNumber, intakePerSecond);
        var running = Task.Run(() => intake.RunAsync(over.Token));

        // What is compiled and opened in the first second is no part of the figures.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var (before, watch) = (intake.Stored, Stopwatch.StartNew());
        await work();
        var (elapsed, stored) = (watch.Elapsed, intake.Stored - before);
        await over.CancelAsync();
        await running;
        nextNumber += intake.Stored;
        return (elapsed, stored);
    }

    private long LastEvent() => Ask("SELECT COALESCE(MAX(OutboxId), 0) FROM Outbox").Single();

    private IEnumerable<int> Told(long after) =>
        Ask($"SELECT CaseId FROM Outbox WHERE OutboxId > {after} AND EventName = 'CaseOverdue' ORDER BY OutboxId").Select(id => (int)id);

    private List<long> Ask(string text)
    {
        using var connection = OpenCases.Open(folder.Path);
        using var command = connection.CreateCommand();
        command.CommandText = text;
        using var reader = command.ExecuteReader();
        var values = new List<long>();
        while (reader.Read())
            values.Add(reader.GetInt64(0));

        return values;
    }
}

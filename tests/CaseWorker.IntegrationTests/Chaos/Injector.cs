using System.Diagnostics;
using CaseWorker.IntegrationTests.Chaos.Faults;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>Works through a schedule: waits for the moment at which a fault hurts, injects it, and goes on, sometimes before it is healed.</summary>
internal sealed class Injector(Installed installed, Traffic traffic)
{
    /// <summary>Less offered than this, and an injection does not count.</summary>
    public const double LeastRate = 100;

    private const int AtOnce = 3;

    private static readonly TimeSpan FitWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HealedWithin = TimeSpan.FromSeconds(360);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Lock gate = new();
    private readonly List<Injection> done = [];
    private readonly List<(Task Task, IReadOnlyList<string> Touches)> running = [];

    /// <summary>By the time at which they were healed.</summary>
    public IReadOnlyList<Injection> Done
    {
        get
        {
            lock (gate)
                return [.. done];
        }
    }

    /// <summary>Injects until it is told that it is enough, and waits until all is healed.</summary>
    public async Task RunAsync(IEnumerable<Planned> schedule, Func<Injector, TimeSpan, bool> isEnough)
    {
        foreach (var planned in schedule)
        {
            await Task.Delay(planned.Pause);
            if (isEnough(this, clock.Elapsed))
                break;

            var aim = await AimAsync(planned);
            var strike = StrikeAsync(planned, aim);
            running.Add((strike, aim.Touches));
            if (!planned.Overlaps)
                await strike;
        }

        await Task.WhenAll(running.Select(each => each.Task)).WaitAsync(HealedWithin);
    }

    // Another target is taken where the planned one stays idle: a worker may have no partition at the moment.
    private async Task<Aim> AimAsync(Planned planned)
    {
        var since = Stopwatch.GetTimestamp();
        for (var number = planned.Target; ; number++)
        {
            var aim = planned.Fault.AimAt(installed, traffic, number);
            var tryUntil = Stopwatch.GetElapsedTime(since) + TimeSpan.FromSeconds(1);
            while (Stopwatch.GetElapsedTime(since) < tryUntil || !IsFree(aim))
            {
                if (IsFree(aim) && Seen(aim, number) is { Rate: >= LeastRate, Had: > 0 } fit)
                    return fit;

                await Task.Delay(LookEvery);
            }

            if (Stopwatch.GetElapsedTime(since) > FitWithin)
                return Seen(aim, number);
        }
    }

    private Aim Seen(Aim aim, int number) => aim with { Number = number, Rate = traffic.OfferedPerSecond, Had = aim.InHand() };

    private bool IsFree(Aim aim)
    {
        running.RemoveAll(each => each.Task.IsCompleted);
        return running.Count < AtOnce && !running.Any(each => each.Touches.Intersect(aim.Touches).Any());
    }

    private async Task StrikeAsync(Planned planned, Aim aim)
    {
        var at = clock.Elapsed;
        Struck struck;
        try
        {
            struck = await planned.Fault.StrikeAsync(installed, traffic, aim.Number, planned.Lasts);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            installed.SayAmiss($"{planned.Fault.Kind} at {aim.Target}: {exception.Message}");
            struck = Struck.Missed(exception.GetType().Name);
        }

        var counts = struck.Counts && aim is { Rate: >= LeastRate, Had: > 0 };
        var injection = new Injection(planned, aim.Target, at, aim.Rate, aim.Had, counts, clock.Elapsed - at, struck.Remark);
        Console.WriteLine(injection);
        lock (gate)
            done.Add(injection);
    }
}

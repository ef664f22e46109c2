using System.Diagnostics;
using CaseWorker.IntegrationTests.Chaos.Faults;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.IntegrationTests.Processes;
using RabbitMQ.Client;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>One run from start to verdict: producers at work, faults by schedule, a drain, and the invariants.</summary>
internal sealed class ChaosRun(Installed installed, int seed, TimeSpan time)
{
    /// <summary>Liveness: after the last fault all that was accepted is stored or parked within this.</summary>
    private static readonly TimeSpan DrainWithin = TimeSpan.FromSeconds(60);

    // A round of all kinds takes about half as long.
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(5);

    // Longer than that is a violation; what is left then tells more about it.
    private static readonly TimeSpan DrainAtMost = TimeSpan.FromSeconds(150);

    private readonly Traffic traffic = new(installed);

    /// <summary>How often each kind must count: 10 times in half an hour.</summary>
    public int LeastOfEachKind { get; } = Math.Max(1, (int)(time.TotalMinutes / 3));

    public async Task<Outcome> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        var all = AllFaults.Make();
        var kinds = all.Where(fault => fault.Missing(installed) is null).ToList();
        Announce(kinds);

        await using var listener = new Listener(cancellation => installed.ConnectAsync(throughProxy: false, cancellation));
        await listener.StartAsync();
        traffic.Start();
        await Eventually.HoldsAsync(() => Task.FromResult(traffic.OfferedPerSecond >= Injector.LeastRate && installed.Unacknowledged > 0), DrainWithin, () => "Cases must flow.");
        var injector = new Injector(installed, traffic);
        await injector.RunAsync(Schedule.Of(seed, kinds), (sofar, elapsed) => IsEnough(sofar, kinds, elapsed));
        var drained = await DrainAsync();
        await UntilHeardAsync(listener);
        await StopAsync();

        var evidence = await GatherAsync(listener.Heard);
        var violations = Proof.Violations(evidence, Proof.OfAll);
        var marks = evidence.Stored.Select(row => row.ExtRef).ToHashSet();
        return new Outcome
        {
            Seed = seed,
            Lasted = watch.Elapsed,
            Kinds = [.. kinds.Select(fault => fault.Kind)],
            Injections = injector.Done,
            Missing = [.. all.Except(kinds).Select(fault => $"{fault.Kind}: not possible here: {fault.Missing(installed)}")],
            Offered = traffic.Offered,
            Confirmed = evidence.Sent.Count(sent => sent.IsAccepted),
            Unknown = evidence.Sent.Count(sent => !sent.IsAccepted),
            UnknownStored = evidence.Sent.Count(sent => !sent.IsAccepted && marks.Contains(sent.Mark)),
            Stored = evidence.Stored.Count,
            PossibleDuplicates = evidence.Stored.Count(row => row.PossibleDuplicate),
            PoisonSent = evidence.Poison.Count,
            Parked = evidence.Parked.Count,
            Drained = drained,
            Violations = violations,
        };
    }

    private void Announce(List<Fault> kinds)
    {
        Console.WriteLine($"Chaos: seed {seed}, {time.TotalMinutes} minutes, logs in {installed.LogFolder}; the schedule begins with");
        foreach (var planned in Schedule.Of(seed, kinds).Take(kinds.Count))
            Console.WriteLine(planned);
    }

    // Kinds that missed get more time, at least that of another round of all kinds, so that a slow machine does not fail for want of luck.
    private bool IsEnough(Injector injector, List<Fault> kinds, TimeSpan elapsed)
    {
        var done = injector.Done.Where(injection => injection.Counts).CountBy(injection => injection.Planned.Fault.Kind).ToDictionary();
        return elapsed >= time && (elapsed >= time + Longest(time / 2, Round) || kinds.All(kind => done.GetValueOrDefault(kind.Kind) >= LeastOfEachKind));
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other) => one > other ? one : other;

    // One more case per service goes the longest way, behind all others, also behind what comes back from those that were killed.
    private async Task<TimeSpan> DrainAsync()
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await traffic.StopAsync(DrainAtMost);
            await using var sender = new AmqpSender(installed);
            foreach (var service in Installed.Services)
            {
                var last = new Sent("last", service, service);
                await Eventually.HoldsAsync(() => sender.TryPublishAsync(Body.Of(last), last.Mark), DrainAtMost, () => "The broker must take the last cases.");
                traffic.Ledger.Add(last);
            }

            await Eventually.HoldsAsync(
                async () => await installed.View.CountAsync("SupportCase WHERE ExtRef LIKE 'last/%'") == Installed.Services.Length
                    && await installed.View.CountAsync("ParkedMessage") >= traffic.Poison.Count,
                DrainAtMost,
                () => "Everything must drain.");
            await Eventually.HoldsAsync(
                async () => await installed.View.CountAsync($"SupportCase WHERE NextDueAt IS NOT NULL AND ServiceId IN ({string.Join(", ", Installed.DueServices)})") == 0,
                DrainAtMost,
                () => "Every due stage must fire.");
        }
        catch (TimeoutException late)
        {
            installed.SayAmiss($"not drained: {late.Message}");
        }

        if (watch.Elapsed > DrainWithin)
            installed.SayAmiss($"drained {watch.Elapsed.TotalSeconds:F0} s after the last fault, must within {DrainWithin.TotalSeconds:F0} s");

        return watch.Elapsed;
    }

    private async Task UntilHeardAsync(Listener listener)
    {
        try
        {
            await Eventually.HoldsAsync(
                async () => await installed.View.CountAsync("Outbox WHERE DispatchedAt IS NULL") == 0 && listener.Heard.Count >= await installed.View.CountAsync("Outbox"),
                DrainAtMost,
                () => "Every event must be heard.");
        }
        catch (TimeoutException late)
        {
            installed.SayAmiss($"not told: {late.Message}");
        }
    }

    private async Task StopAsync()
    {
        foreach (var (slot, stopped) in await Task.WhenAll(installed.All.Select(async slot => (slot, await slot.StopAsync()))))
        {
            if (stopped is not { Code: 0 } peace)
                installed.SayAmiss($"{slot.Name} must end with 0, did with {stopped?.Code}");
            else if (peace.Took > TimeSpan.FromSeconds(30))
                installed.SayAmiss($"{slot.Name} must end within 30 s, took {peace.Took}");
        }

        var partitions = (await installed.View.QueryAsync<int>("SELECT Partitions FROM Installation"))[0];
        await using var connection = await installed.ConnectAsync(throughProxy: false);
        await using var channel = await connection.CreateChannelAsync();
        foreach (var queue in Enumerable.Range(0, partitions).Select(partition => $"case-intake-{partitions}-{partition:00}").Append("case-intake-router").Append("case-dead-letters"))
        {
            if ((await channel.QueueDeclarePassiveAsync(queue)).MessageCount is var left && left > 0)
                installed.SayAmiss($"{left} messages are left in {queue}");
        }
    }

    private async Task<Evidence> GatherAsync(IReadOnlyList<string> heard)
    {
        var proof = await installed.CommandAsync("fifo", "verify");
        if (proof.ExitCode != 0)
            installed.SayAmiss($"fifo verify: {proof}");

        var view = installed.View;
        return new Evidence
        {
            Sent = traffic.Ledger.All(),
            Stored = [.. (await view.ReadCasesAsync()).OrderBy(row => row.ServiceId).ThenBy(row => row.Sequence)],
            Members = await view.ReadMembersAsync(),
            Poison = traffic.Poison,
            Parked = await view.ReadParkedAsync(),
            Decided = await view.ReadDecisionsAsync(),
            Witnessed = await new Witness(view).ReadAsync(),
            Happened = await view.ReadEventsAsync(),
            Heard = heard,
            Due = await DueCase.ReadAsync(view, Installed.DueServices),
            Observed = installed.Amiss(),
        };
    }
}

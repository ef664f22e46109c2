using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Proxy;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Storage.Failpoints;
using Xunit;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>An unharmed program proves little unless the invariants would have found a harmed one: three that are made wrong, and the fault that shows it.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class NegativeControlTests(RabbitMqFixture broker)
{
    private const int Service = 1;

    [Theory]
    [InlineData("", false)]
    [InlineData(FailpointNames.WrongNoKeyCheck, true)]
    public async Task A_program_that_knows_no_key_again_is_caught_when_messages_are_repeated(string wrong, bool isCaught)
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        await installation.StartAsync("worker", Points(wrong));
        await new Witness(installation.View, Installation.Partitions).WatchAsync([Service]);
        await SendAsync(installation, "first", 10, Service);

        // The same ids and bodies once more, past the ledger; and something behind them.
        var channel = await installation.OpenChannelAsync();
        await new EndToEnd.AmqpProducer("first", [Service], withMessageId: true, channel, new Ledger()).SendAsync(10, _ => Task.CompletedTask);
        await SendAsync(installation, "last", 1, Service);
        await UntilStoredAsync(installation, "last/1");
        await AssertCaughtAsync<NothingDoubled>(installation, isCaught);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(FailpointNames.WrongNoEpochCheck, true)]
    public async Task A_program_that_does_not_look_at_the_epoch_is_caught_when_a_worker_loses_its_partition_with_a_batch_in_hand(string wrong, bool isCaught)
    {
        var host = await broker.NewHostAsync();
        await using var proxy = new BrokerProxy(new Uri(host).Port);
        await using var installation = new Installation(host);
        var through = new UriBuilder(host) { Port = proxy.Port }.Uri;
        var former = await installation.StartAsync("worker", Points($"{FailpointNames.BeforeTransaction}=delay:3s", wrong), $"--RabbitMq:Uri={through}");
        await new Witness(installation.View, Installation.Partitions).WatchAsync([Service]);
        await SendAsync(installation, "a", 1, Service);
        await UntilOwnedAsync(installation, former);
        Signals.Send(former.Id, Signals.Stop);
        try
        {
            // The next one has the partition, and has stored nothing yet, when the former one goes on with what it had in hand.
            var next = await installation.StartAsync("worker", Points($"{FailpointNames.BeforeTransaction}=delay:8s", wrong));
            proxy.Cut();
            await UntilOwnedAsync(installation, next);
        }
        finally
        {
            Signals.Send(former.Id, Signals.Continue);
        }

        await UntilStoredAsync(installation, "a/1");
        await AssertCaughtAsync<IntervalsApart>(installation, isCaught);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(FailpointNames.WrongCancelFirst, true)]
    public async Task A_program_that_cancels_its_consumer_before_it_has_drained_is_caught_when_a_worker_is_stopped(string wrong, bool isCaught)
    {
        const int count = 240;
        int[] services = [.. Enumerable.Range(1, 8)];
        await using var installation = new Installation(await broker.NewHostAsync());
        var leaver = await installation.StartAsync("worker", Points($"{FailpointNames.BeforeTransaction}=delay:4s", FailpointNames.FewAtATime, wrong));
        await new Witness(installation.View, Installation.Partitions).WatchAsync(services);
        await SendAsync(installation, "a", count, services);
        await UntilOwnedAsync(installation, leaver);

        // It holds the first few of each partition; whoever comes next must not get what is behind them before they are stored, neither
        // when partitions are handed over nor when it stops.
        var next = await installation.StartAsync("worker", Points(FailpointNames.FewAtATime));
        await Task.WhenAny(UntilOwnedAsync(installation, next), Task.Delay(TimeSpan.FromSeconds(8)));
        var left = leaver.TerminateAsync();
        await Eventually.HoldsAsync(async () => await installation.View.CountAsync("SupportCase") == count, Installation.Limit, () => $"All must be stored:\n{installation.Output}");
        await left;
        await AssertCaughtAsync<ProducerOrderKept>(installation, isCaught);
    }

    private static string Points(params string[] points) => string.Join(';', points.Where(point => point.Length > 0).Select(point => point.StartsWith("wrong:", StringComparison.Ordinal) ? $"{point}=on" : point));

    private static async Task SendAsync(Installation installation, string producer, int count, params int[] services) =>
        await new EndToEnd.AmqpProducer(producer, services, withMessageId: true, await installation.OpenChannelAsync(), installation.Ledger).SendAsync(count, _ => Task.CompletedTask);

    private static Task UntilOwnedAsync(Installation installation, CaseWorkerProcess worker) => Eventually.HoldsAsync(
        async () => (await installation.View.QueryAsync<string?>("SELECT Owner FROM Partition WHERE Epoch > 0")).Any(owner => owner is not null && worker.IsNamed(owner)),
        Installation.Limit,
        () => $"The worker must take the partition:\n{installation.Output}");

    private static Task UntilStoredAsync(Installation installation, string mark) => Eventually.HoldsAsync(
        async () => await installation.View.CountAsync($"SupportCase WHERE ExtRef = '{mark}'") > 0, Installation.Limit, () => $"{mark} must be stored:\n{installation.Output}");

    private static async Task AssertCaughtAsync<TInvariant>(Installation installation, bool isCaught)
        where TInvariant : Invariant
    {
        var evidence = new Evidence
        {
            Sent = installation.Ledger.All(),
            Stored = [.. (await installation.View.ReadCasesAsync()).OrderBy(row => row.ServiceId).ThenBy(row => row.Sequence)],
            Members = await installation.View.ReadMembersAsync(),
            Decided = await installation.View.ReadDecisionsAsync(),
            Witnessed = await new Witness(installation.View).ReadAsync(),
            Parked = await installation.View.ReadParkedAsync(),
        };
        var violations = Proof.Violations(evidence, Proof.OfIntake);
        if (isCaught)
            Assert.Contains(typeof(TInvariant).Name, violations.Select(violation => violation.Invariant));
        else
            Assert.Empty(violations);
    }
}

using CaseWorker.IntegrationTests.EndToEnd.Invariants;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.IntegrationTests.Storage;
using CaseWorker.Storage;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>The whole installation at work while its workers come and go.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class ManyProcessesTests(RabbitMqFixture broker, SqlServerFixture sqlServer)
{
    [Fact]
    public async Task A_killed_and_a_stopped_worker_cost_no_case_double_none_and_change_no_order()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var gateways = await StartGatewaysAsync(installation);
        var witness = new Witness(installation.View, Installation.Partitions);
        await witness.WatchAsync(Enumerable.Range(1, 8));
        await WorkThroughLossesAsync(installation, gateways, total: 5000);
        Assert.Equal(5000 + 8, installation.Ledger.Count);
        var evidence = new Evidence { Sent = [], Stored = await installation.View.ReadCasesAsync(), Members = await installation.View.ReadMembersAsync(), Witnessed = await witness.ReadAsync() };
        Assert.Empty(new IntervalsApart().Violations(evidence));
    }

    [Fact]
    public async Task The_same_holds_on_a_sql_server()
    {
        var storage = await sqlServer.NewPlaceAsync();
        await using var installation = new Installation(await broker.NewHostAsync(), storage.ConnectionString);
        await WorkThroughLossesAsync(installation, await StartGatewaysAsync(installation), total: 1000);
    }

    private static async Task<CaseWorkerProcess[]> StartGatewaysAsync(Installation installation) =>
        [await installation.StartAsync("gateway"), await installation.StartAsync("gateway")];

    private static async Task WorkThroughLossesAsync(Installation installation, CaseWorkerProcess[] gateways, int total)
    {
        var scheduler = installation.StartAsync("scheduler");
        var workers = (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => installation.StartAsync("worker")))).ToList();
        await scheduler;

        // Nobody is done before the losses have happened, however fast the machine is.
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var producing = ProduceAsync(installation, gateways, total, killed.Task, stopping.Task);
        await UntilSentAsync(installation, producing, total / 4);
        var victim = await BusiestAsync(installation, workers);
        workers.Remove(victim);
        await victim.KillAsync();
        killed.SetResult();
        var restarted = installation.StartAsync("worker");

        var stored = await installation.View.CountAsync("SupportCase");
        await Eventually.HoldsAsync(
            async () => await installation.View.CountAsync("SupportCase") > stored + (total / 10),
            Installation.Limit,
            () => $"Another worker must take over:\n{installation.Output}");
        workers.Add(await restarted);
        var leaver = await BusiestAsync(installation, workers);
        workers.Remove(leaver);
        var left = leaver.TerminateAsync();
        stopping.SetResult();

        await producing;
        Assert.Equal(0, (await left).ExitCode);
        await installation.DrainAsync("last");
        await installation.StopAsync();
        await installation.AuditAsync();
        Assert.Empty(await HandOvers.FaultsAsync(installation.View));
        Assert.InRange((await installation.View.QueryAsync<string>("SELECT DISTINCT Worker FROM SupportCase")).Count, 3, 4);
        Assert.Equal(0, await installation.View.CountAsync("ParkedMessage"));
        Assert.Equal(0, await installation.View.CountAsync("HeldMessage"));
    }

    // Six producers with own and shared services: four by HTTP, one of them in arrays and one by turns on both gateways; two by AMQP.
    private static async Task ProduceAsync(Installation installation, CaseWorkerProcess[] gateways, int total, Task killed, Task stopping)
    {
        var ledger = installation.Ledger;
        var share = total / 5;
        var last = total - (4 * share) - (share / 2);
        await Task.WhenAll(
            new HttpProducer("north", [1, 2, 3], [gateways[0]], ledger).SendAsync(share, Gate(share)),
            new HttpProducer("south", [3, 4, 5], [gateways[1]], ledger).SendAsync(share, Gate(share)),
            new HttpProducer("both", [6, 1], gateways, ledger).SendAsync(share / 2, Gate(share / 2)),
            new HttpProducer("arrays", [4, 5, 6], [gateways[1]], ledger).SendBatchesAsync(share, 20, Gate(share)),
            new AmqpProducer("keyed", [7, 8, 1], withMessageId: true, await installation.OpenChannelAsync(), ledger).SendAsync(share, Gate(share)),
            new AmqpProducer("keyless", [8, 2], withMessageId: false, await installation.OpenChannelAsync(), ledger).SendAsync(last, Gate(last)));

        Func<int, Task> Gate(int count) => async n =>
        {
            if (n > count * 2 / 3)
                await killed;
            if (n > count * 9 / 10)
                await stopping;
        };
    }

    private static Task UntilSentAsync(Installation installation, Task producing, int count) => Eventually.HoldsAsync(
        async () =>
        {
            if (producing.IsFaulted)
                await producing;

            return installation.Ledger.Count >= count;
        },
        Installation.Limit,
        () => $"{count} cases must be accepted, are {installation.Ledger.Count}:\n{installation.Output}");

    // The loss of a worker that has nothing to do proves nothing: this one has partitions, and cases of its own.
    private static Task<CaseWorkerProcess> BusiestAsync(Installation installation, List<CaseWorkerProcess> workers) => Eventually.IsAsync(
        async () =>
        {
            var owners = await installation.View.QueryAsync<string>(
                "SELECT Owner FROM Partition WHERE EXISTS (SELECT 1 FROM SupportCase WHERE SupportCase.Worker = Partition.Owner)");
            return workers.Where(worker => owners.Any(worker.IsNamed)).MaxBy(worker => owners.Count(worker.IsNamed));
        },
        Installation.Limit,
        () => $"A worker must be at work:\n{installation.Output}");
}

using CaseWorker.Client;
using CaseWorker.Contracts;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>The client package against the program as it runs, whose gateway is killed under its calls.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class ClientTests(RabbitMqFixture broker)
{
    private const int Callers = 8;
    private const int CasesOfEach = 40;

    [Fact]
    public async Task A_gateway_that_is_killed_under_its_callers_and_comes_back_costs_no_case_and_doubles_none()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        await installation.StartAsync("worker,scheduler");
        var gateway = await installation.StartAsync("gateway");
        var handler = new ShootingHandler(gateway, 50, 200);
        var http = new HttpClient(handler) { BaseAddress = new Uri("http://gateway") };
        http.DefaultRequestHeaders.Authorization = gateway.Http.DefaultRequestHeaders.Authorization;
        var client = new CaseWorkerClient(http, new CaseWorkerClientOptions { MaxAttempts = int.MaxValue, GiveUpAfter = Installation.Limit });

        var callers = Enumerable.Range(1, Callers).Select(serviceId => EnqueueAsync(enqueue => client.EnqueueAsync(enqueue), serviceId)).ToList();
        for (var shot = 0; shot < 2; shot++)
        {
            await handler.UntilShotAsync();
            handler.Use(await installation.StartAsync("gateway"));
        }

        var accepted = (await Task.WhenAll(callers)).SelectMany(own => own).ToList();
        Assert.Equal(Callers * CasesOfEach, accepted.Select(one => one.CaseId).Distinct().Count());

        // At least the two whose answers were taken away had been accepted before.
        Assert.InRange(accepted.Count(one => one.IsReplayed), 2, accepted.Count);
        await Eventually.HoldsAsync(async () => await installation.View.CountAsync("SupportCase") >= accepted.Count, Installation.Limit, () => installation.Output);
        var stored = await installation.View.ReadCasesAsync();
        Assert.Equal(accepted.Select(one => one.CaseId).Order(), stored.Select(row => row.CaseId).Order());
        Assert.Equal(0, await installation.View.CountAsync("ParkedMessage"));

        // Each caller waits for its answer before it sends the next, so each keeps its order.
        foreach (var own in stored.GroupBy(row => row.ServiceId))
            Assert.Equal(Enumerable.Range(0, CasesOfEach).Select(n => $"{own.Key}/{n}"), own.OrderBy(row => row.Sequence).Select(row => row.ExtRef));

        var proof = await installation.RunAsync("fifo", "verify");
        Assert.True(proof.ExitCode == 0, proof.ToString());
    }

    private static async Task<List<EnqueueOutcome.Accepted>> EnqueueAsync(Func<CaseEnqueue, Task<EnqueueOutcome>> send, int serviceId)
    {
        var accepted = new List<EnqueueOutcome.Accepted>();
        for (var n = 0; n < CasesOfEach; n++)
            accepted.Add(Assert.IsType<EnqueueOutcome.Accepted>(await send(new CaseEnqueue { ServiceId = serviceId, ExtRef = $"{serviceId}/{n}" })));

        return accepted;
    }
}

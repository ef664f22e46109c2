using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedInstallation))]

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>One installation for several tests, since starting processes is what takes time: two gateways and a worker that also schedules.</summary>
/// <remarks>Its tests are all in <see cref="RabbitMqCollection"/>, so that one at a time uses it.</remarks>
public sealed class SharedInstallation : IAsyncDisposable
{
    private Installation? installation;

    internal Installation Installation => installation ?? throw new InvalidOperationException("It must be started first.");

    internal CaseWorkerProcess[] Gateways { get; private set; } = [];

    internal CaseWorkerProcess[] All { get; private set; } = [];

    /// <summary>Starts it for the first test that asks.</summary>
    internal async Task<Installation> StartAsync(RabbitMqFixture broker)
    {
        if (All.Length > 0)
            return Installation;

        installation ??= new Installation(await broker.NewHostAsync());

        // The first one makes the database.
        var first = await installation.StartAsync("gateway");
        var others = await Task.WhenAll(installation.StartAsync("gateway"), installation.StartAsync("worker,scheduler"));
        Gateways = [first, others[0]];
        All = [first, .. others];
        return installation;
    }

    public async ValueTask DisposeAsync()
    {
        if (installation is not null)
            await installation.DisposeAsync();
    }
}

using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Enqueue.Http;

/// <summary>One gateway for the tests of a class, which run one after the other.</summary>
public sealed class SharedGateway(SqliteFixture storage) : IAsyncLifetime
{
    private GatewayApp gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await GatewayApp.StartAsync(storage);

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    /// <summary>The gateway with nothing sent yet, and a queue that accepts.</summary>
    internal GatewayApp Fresh()
    {
        gateway.Queue.Reset();
        return gateway;
    }
}

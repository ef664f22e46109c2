using MassTransit;
using Microsoft.Extensions.Hosting;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Stops the router before MassTransit does, which would cancel its consumer while messages are in hand (design 3.1).</summary>
internal sealed class RouterHost(RouterPump pump, IBusControl bus) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await pump.DrainAsync(cancellationToken);
        try
        {
            // At once, before MassTransit opens the endpoint anew.
            await bus.StopAsync(cancellationToken);
        }
        catch (ObjectDisposedException)
        {
            // MassTransit disposes the channel that was closed under its hands once more; harmless.
        }
    }
}

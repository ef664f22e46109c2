using Microsoft.Extensions.Hosting;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>
/// Drains the router right before MassTransit's own service stops, which would cancel the consumer while messages are in hand (design 3.1).
/// Should MassTransit open the endpoint anew in between, the pump closes that channel too and lets nothing of it be acknowledged.
/// </summary>
internal sealed class RouterHost(RouterPump pump) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => pump.DrainAsync(cancellationToken);
}

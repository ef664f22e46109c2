using MassTransit;
using MassTransit.RabbitMqTransport;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Sees when MassTransit has acknowledged a message.</summary>
internal sealed class RouterObserver(RouterPump pump) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        pump.Acknowledged(context.GetPayload<ChannelContext>().Channel);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception) => PostReceive(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;
}

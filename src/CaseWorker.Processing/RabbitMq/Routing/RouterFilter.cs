using MassTransit;
using MassTransit.RabbitMqTransport;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>Stands before MassTransit's deserializers and takes every message as it came: nothing can be skipped, nothing throws.</summary>
internal sealed class RouterFilter(RouterPump pump) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var raw = (RabbitMqBasicConsumeContext)context;
        var delivery = new RouterDelivery(raw.DeliveryTag, context.Redelivered, raw.Properties, context.Body.GetBytes());
        return pump.AcceptAsync(context.GetPayload<ChannelContext>().Channel, delivery);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("router");
}

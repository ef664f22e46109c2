using CaseWorker.Processing.RabbitMq;
using CaseWorker.Processing.RabbitMq.Routing;
using MassTransit;
using MassTransit.RabbitMqTransport;

namespace CaseWorker.Benchmarks.Lanes;

/// <summary>Takes deliveries before MassTransit reads them, handles those that follow without a gap, and lets them be acknowledged.</summary>
internal sealed class BusLaneFilter(Tally tally) : IFilter<ReceiveContext>
{
    private readonly Lock gate = new();
    private readonly OrderedRun<Pending> ordered = new();

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var raw = (RabbitMqBasicConsumeContext)context;
        var message = CaseWorker.Processing.RabbitMq.MessageHeaders.Read(raw.Properties, context.Body.GetBytes(), "none");
        var pending = new Pending(new LaneDelivery(raw.DeliveryTag, message, 0));
        List<Pending> run;
        lock (gate)
        {
            ordered.Offer(raw.DeliveryTag, pending);

            // All of it: behind the last message of the queue nothing comes that would take a rest.
            run = ordered.Take(int.MaxValue, long.MaxValue, _ => 1);
            if (run.Count > 0)
                tally.Add(run.Count);
        }

        foreach (var handled in run)
            handled.Done.TrySetResult();

        return pending.Done.Task;
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("benchmark");

    private sealed record Pending(LaneDelivery Delivery)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

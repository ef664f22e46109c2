using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Processing.RabbitMq.Routing;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Tests.Simulation;

/// <summary>The router as a step function, after RouterPump and RouterWork, with the product's reading, ordering, hand-overs and sends.</summary>
internal sealed class SimulatedRouter : SimulatedProcess
{
    private readonly List<Arrival> received = [];
    private readonly List<ulong> finished = [];
    private SimulatedPublisher publisher;
    private OrderedRun<RouterDelivery> ordered = new();
    private ulong offered;
    private ConsumerLink? link;
    private string channel = "";
    private bool hasTurn;
    private int channels;
    private List<Route>? run;
    private HandOver[]? handOvers;
    private RunStep step;
    private List<OutgoingMessage> unsent = [];
    private List<PendingSend> sends = [];

    public SimulatedRouter(World world, int number)
        : base(world, "router", number) => publisher = new SimulatedPublisher(world, this);

    private enum RunStep
    {
        TakeTurn,
        AskBroker,
        OpenHandOvers,
        Park,
        Send,
        Await,
        FinishHandOvers,
    }

    public SimulatedPublisher Publisher => publisher;

    public override void Cut()
    {
        publisher.Cut();
        if (link is { IsOpen: true })
            World.Broker.Cut(link);
    }

    protected override bool HasStopped => link is null;

    protected override void Begin()
    {
        publisher = new SimulatedPublisher(World, this);
        Forget();
    }

    protected override void End() => Cut();

    protected override void Work()
    {
        publisher.Step();
        if (link is null)
            Subscribe();
        else if (finished.Count > 0 && World.Random.Next(2) == 0)
            AcknowledgeAny(link);
        else if (World.Random.Next(2) == 0)
            Receive(link);
        else if (run is not null)
            Route(run);
        else
            Begin(link);
    }

    private void Subscribe()
    {
        Forget();
        if (IsStopping)
            return;

        link = World.Broker.Subscribe(BrokerNames.RouterQueue);
        channel = $"{Name}/router/{++channels}";
    }

    private void Receive(ConsumerLink from)
    {
        if (!from.IsOpen && World.Random.Next(2) == 0)
            from.IsKnownClosed = true;

        while (from.Arriving.TryDequeue(out var arrival))
            received.Add(arrival);

        // Dispatched concurrently: in any order.
        if (received.Count == 0)
            return;

        var place = World.Random.Next(received.Count);
        var (tag, message, redelivered) = received[place];
        received.RemoveAt(place);
        ordered.Offer(World.Design.RouterIgnoresTags ? ++offered : tag, new RouterDelivery(tag, redelivered, message.Properties, message.Body));
    }

    // MassTransit acknowledges each message by itself, in any order.
    private void AcknowledgeAny(ConsumerLink from)
    {
        var place = World.Random.Next(finished.Count);
        if (from.IsOpen)
            from.Acknowledge(finished[place], multiple: false);

        finished.RemoveAt(place);
    }

    private void Begin(ConsumerLink from)
    {
        if (from.IsKnownClosed || (IsStopping && finished.Count == 0))
        {
            CloseChannel();
            return;
        }

        if (IsStopping || ordered.Take(500, long.MaxValue, delivery => delivery.Body.Length) is not { Count: > 0 } deliveries)
            return;

        run = [.. deliveries.Select(delivery => Processing.RabbitMq.Routing.Route.Of(delivery, World.Catalog))];
        step = !run.Exists(route => route.Key is null) ? RunStep.Park : !hasTurn ? RunStep.TakeTurn : RunStep.OpenHandOvers;
        handOvers = null;
        World.Trace?.Add($"{Name} takes {string.Join(' ', run.Select(route => $"m{Ledger.NumberOf(route.Delivery.Body)}"))}");
    }

    private void Route(List<Route> routes)
    {
        // Each wait of the product ends when it learns that the channel has ended.
        if (link!.IsKnownClosed)
        {
            CloseChannel();
            return;
        }

        switch (step)
        {
            case RunStep.TakeTurn when !World.Database.IsAway:
                SimulatedDatabase.Done(RouterTurnStore.TakeAsync(World.Database.Session, channel));
                World.Trace?.Add($"{Name} takes its turn");
                step = World.LosesAnswer() ? RunStep.TakeTurn : RunStep.AskBroker;
                break;
            case RunStep.AskBroker when !link.IsOpen && World.Design.RouterAsksBroker:
                CloseChannel();
                break;
            case RunStep.AskBroker:
                hasTurn = true;
                step = RunStep.OpenHandOvers;
                break;
            case RunStep.FinishHandOvers when !routes.Exists(route => route.IsHandOver):
                Finish(routes);
                break;
            case RunStep.OpenHandOvers or RunStep.FinishHandOvers when World.Database.IsAway:
                break;
            case RunStep.OpenHandOvers or RunStep.FinishHandOvers when !SimulatedDatabase.Done(RouterTurnStore.HoldAsync(World.Database.Session, channel)):
                World.Trace?.Add($"{Name} has lost its turn");
                CloseChannel();
                break;
            case RunStep.OpenHandOvers:
                OpenHandOvers([.. routes.Where(route => route.Key is null)]);
                step = World.LosesAnswer() ? RunStep.OpenHandOvers : RunStep.Park;
                break;
            case RunStep.Park when !World.Database.IsAway:
                foreach (var route in routes.Where(route => route.Reading.Fault is not null))
                    SimulatedDatabase.Done(World.Database.Parker.ParkAsync(MessageOf(route), null, route.Reading.Service?.ServiceId, route.Reading.Fault!, null, null, null, CancellationToken.None));

                unsent = [.. routes.Where(route => route.Reading.Fault is null).Select(route => new OutgoingMessage(route.Reading.Service!.ServiceId, MessageOf(route)))];
                step = World.LosesAnswer() ? RunStep.Park : RunStep.Send;
                break;
            case RunStep.Send:
                var together = new SendRun();
                sends = [.. unsent.Select(send => publisher.Send(send with { Run = together }))];
                step = World.Design.RouterAcksUnconfirmed ? RunStep.FinishHandOvers : RunStep.Await;
                break;
            case RunStep.Await when sends.TrueForAll(send => send.Fate.IsCompleted):
                unsent = ResendRule.Again(unsent, [.. sends.Select(send => send.Fate.Result)]);
                step = unsent.Count > 0 ? RunStep.Send : RunStep.FinishHandOvers;
                break;
            case RunStep.FinishHandOvers:
                SimulatedDatabase.Done(HandOverStore.FinishAsync(
                    World.Database.Session, channel, [.. routes.Where(route => route.IsHandOver).Select(route => (route.BodyHash, route.Key!))], World.Now));
                Finish(routes);
                break;
        }
    }

    private void Finish(List<Route> routes)
    {
        finished.AddRange(routes.Select(route => route.Delivery.Tag));
        World.Trace?.Add($"{Name} finishes its run");
        run = null;
    }

    private void OpenHandOvers(List<Route> nameless)
    {
        // A try again uses the keys of the first one.
        handOvers ??= [.. nameless.Select(route => new HandOver(route.BodyHash, $"router-key-{World.NextKey()}", route.Delivery.Redelivered))];
        var keys = World.Design.RouterForgetsKeys
            ? [.. handOvers.Select(handOver => new HandOverKey(handOver.MessageKey, false))]
            : SimulatedDatabase.Done(HandOverStore.OpenAsync(World.Database.Session, channel, handOvers, World.Now));
        foreach (var (route, key) in nameless.Zip(keys))
            (route.Key, route.PossibleDuplicate, route.IsHandOver) = (key.MessageKey, key.PossibleDuplicate, true);
    }

    private IntakeMessage MessageOf(Route route) => new()
    {
        Body = route.Reading.Body,
        MessageKey = route.Key!,
        HubId = route.Reading.Service?.HubId ?? route.HubId,
        AcceptedAt = World.Now,
        PossibleDuplicate = route.PossibleDuplicate,
    };

    private void CloseChannel()
    {
        World.Trace?.Add($"{Name} closes its channel");
        if (link is { IsOpen: true })
            World.Broker.Close(link);

        Forget();
    }

    private void Forget()
    {
        link = null;
        hasTurn = false;
        run = null;
        ordered = new OrderedRun<RouterDelivery>();
        offered = 0;
        received.Clear();
        finished.Clear();
    }
}

using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>What was accepted a moment ago is sent once more under the same key.</summary>
internal sealed class RepeatedMessages(bool overHttp) : Fault(overHttp ? "repeated Idempotency-Key" : "repeated message_id")
{
    private const int Count = 20;

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll($"{Count} messages", installed);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var sents = traffic.Recent.Where(sent => sent.Producer.StartsWith(overHttp ? "http-key" : "amqp-id", StringComparison.Ordinal)).TakeLast(Count).ToList();
        await using var sender = new AmqpSender(installed);
        var accepted = 0;
        foreach (var sent in sents)
        {
            if (!overHttp)
            {
                accepted += await sender.TryPublishAsync(Body.Of(sent), sent.Mark) ? 1 : 0;
                continue;
            }

            var again = await HttpProducer.SendAsync(installed, traffic, sent with { IsAccepted = false }, sent.Mark, number++);
            accepted += again.IsAccepted ? 1 : 0;
            if (again.IsAccepted && again.CaseId != sent.CaseId)
                installed.SayAmiss($"{sent.Mark} was promised id {sent.CaseId}, and at a repetition {again.CaseId}");
        }

        return new Struck(true, $"{accepted} accepted again");
    }
}

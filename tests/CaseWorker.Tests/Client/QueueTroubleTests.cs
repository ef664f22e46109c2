using System.Text;
using CaseWorker.Client;
using CaseWorker.Contracts;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Enqueue.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Client;

/// <summary>A real gateway whose queue does what the test wants.</summary>
public sealed class QueueTroubleTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private readonly GatewayApp gateway = shared.Fresh();
    private readonly HastyTime time = new();

    [Theory]
    [InlineData(SendOutcome.NotSent)]
    [InlineData(SendOutcome.Unknown)]
    public async Task A_queue_that_comes_back_has_the_case_once(SendOutcome refusal)
    {
        var refusals = 2;
        gateway.Queue.Answer = _ => Task.FromResult(refusals-- > 0 ? refusal : SendOutcome.Accepted);
        Assert.IsType<EnqueueOutcome.Accepted>(await ClientOf().EnqueueAsync(new CaseEnqueue { ServiceId = 1 }));
        Assert.Equal(3, gateway.Queue.Sent.Count);
        Assert.Single(gateway.Queue.Sent.Select(sent => (sent.Message.MessageKey, sent.Message.CaseId)).Distinct());
        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6.25)));
    }

    [Fact]
    public async Task A_queue_that_stays_away_is_told_with_the_case_id_and_the_key_to_try_again()
    {
        gateway.Queue.Answer = _ => Task.FromResult(SendOutcome.Unknown);
        var unavailable = Assert.IsType<EnqueueOutcome.Unavailable>(await ClientOf(attempts: 2).EnqueueAsync(new CaseEnqueue { ServiceId = 1 }));
        Assert.Equal((2, true, "outcome-unknown"), (unavailable.Outage.Attempts, unavailable.Outage.IsOutcomeUnknown, unavailable.Outage.Problem?.Word));

        gateway.Queue.Reset();
        var later = await ClientOf().EnqueueAsync(new CaseEnqueue { ServiceId = 1 }, new EnqueueOptions { IdempotencyKey = unavailable.IdempotencyKey });
        Assert.Equal(unavailable.CaseId, Assert.IsType<EnqueueOutcome.Accepted>(later).CaseId);
    }

    [Fact]
    public async Task Of_a_batch_only_what_was_not_taken_is_sent_again_and_in_order()
    {
        var refusals = 1;
        gateway.Queue.Answer = outgoing => Task.FromResult(Encoding.UTF8.GetString(outgoing.Message.Body).Contains("bad", StringComparison.Ordinal) && refusals-- > 0 ? SendOutcome.NotSent : SendOutcome.Accepted);
        var outcomes = await ClientOf().EnqueueBatchAsync(
            [new CaseEnqueue { ServiceId = 1, Subject = "good" }, new CaseEnqueue { ServiceId = 1, Subject = "bad" }, new CaseEnqueue { ServiceId = 1, Subject = "last" }, new CaseEnqueue { ServiceId = 99 }]);

        var accepted = outcomes.Take(3).Select(outcome => Assert.IsType<EnqueueOutcome.Accepted>(outcome).CaseId).ToList();
        Assert.IsType<EnqueueOutcome.Refused>(outcomes[3]);
        Assert.Equal([accepted[0], accepted[1], accepted[1], accepted[2]], gateway.Queue.Sent.Select(sent => sent.Message.CaseId!.Value));
    }

    [Fact]
    public async Task Items_of_a_batch_that_are_never_taken_are_told_one_by_one()
    {
        gateway.Queue.Answer = outgoing => Task.FromResult(outgoing.ServiceId == 2 ? SendOutcome.NotSent : SendOutcome.Accepted);
        var outcomes = await ClientOf(attempts: 1).EnqueueBatchAsync([new CaseEnqueue { ServiceId = 1 }, new CaseEnqueue { ServiceId = 2 }]);
        Assert.IsType<EnqueueOutcome.Accepted>(outcomes[0]);
        Assert.False(Assert.IsType<EnqueueOutcome.Unavailable>(outcomes[1]).Outage.IsOutcomeUnknown);
    }

    [Fact]
    public async Task Who_waits_for_a_case_that_is_parked_is_told_the_message()
    {
        gateway.Queue.Answer = async outgoing =>
        {
            await gateway.Database.WriteAsync(
                session => IntakeStore.AddParkedAsync(session, [StorageRows.Parked(outgoing.Message.MessageKey) with { Message = outgoing.Message }]),
                CancellationToken.None);
            return SendOutcome.Accepted;
        };
        var outcome = await ClientOf().EnqueueAsync(new CaseEnqueue { ServiceId = 1 }, new EnqueueOptions { Wait = TimeSpan.FromSeconds(30) });
        var parked = Assert.IsType<EnqueueOutcome.Parked>(outcome);
        Assert.True(parked.ParkedId > 0);
        Assert.Equal(gateway.Queue.Sent[0].Message.CaseId, parked.CaseId);
    }

    private CaseWorkerClient ClientOf(int attempts = 10) => new(gateway.Client, new CaseWorkerClientOptions { MaxAttempts = attempts, Time = time });
}

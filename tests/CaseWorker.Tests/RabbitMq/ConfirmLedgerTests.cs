using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class ConfirmLedgerTests
{
    private readonly ConfirmLedger ledger = new();

    [Fact]
    public async Task A_confirm_for_several_settles_all_up_to_its_tag_and_no_more()
    {
        var sends = Add(3);
        ledger.Settle(2, multiple: true, SendOutcome.Accepted);
        Assert.Equal([true, true, false], sends.Select(send => send.Fate.IsCompleted));
        Assert.Equal(SendOutcome.Accepted, await sends[1].Fate);
    }

    [Fact]
    public void Confirms_out_of_order_settle_each_its_own()
    {
        var sends = Add(3);
        ledger.Settle(3, multiple: false, SendOutcome.Accepted);
        ledger.Settle(2, multiple: true, SendOutcome.Accepted);
        Assert.All(sends, send => Assert.True(send.Fate.IsCompleted));
        Assert.Equal(0, ledger.Count);
    }

    [Fact]
    public async Task A_message_that_came_back_is_not_sent_though_it_is_confirmed()
    {
        var sends = Add(2);
        Assert.True(ledger.Return("key 2", 2, "8-00"));
        ledger.Settle(2, multiple: true, SendOutcome.Accepted);
        Assert.Equal(SendOutcome.Accepted, await sends[0].Fate);
        Assert.Equal(SendOutcome.NotSent, await sends[1].Fate);
    }

    [Fact]
    public async Task What_is_outstanding_at_the_end_is_unknown_and_nothing_can_be_added()
    {
        var sends = Add(1);
        ledger.Close();
        Assert.Equal(SendOutcome.Unknown, await sends[0].Fate);
        Assert.False(ledger.TryAdd(Pending(1)));
    }

    [Fact]
    public void Behind_a_failed_message_of_a_run_none_of_its_service_is_written()
    {
        var run = new SendRun();
        var first = Pending(1, run, serviceId: 1);
        var second = Pending(2, run, serviceId: 1);
        var other = Pending(3, run, serviceId: 2);
        first.TryWithdraw();
        Assert.Null(second.TakeForWriting());
        Assert.NotNull(other.TakeForWriting());
    }

    [Fact]
    public async Task A_message_that_is_written_can_not_be_withdrawn_and_the_first_word_on_its_fate_counts()
    {
        var pending = Pending(1);
        Assert.NotNull(pending.TakeForWriting());
        Assert.False(pending.TryWithdraw());
        pending.Finish(SendOutcome.Unknown);
        pending.Finish(SendOutcome.Accepted);
        Assert.Equal(SendOutcome.Unknown, await pending.Fate);
    }

    private List<PendingSend> Add(int count)
    {
        var sends = Enumerable.Range(1, count).Select(n => Pending(n)).ToList();
        Assert.All(sends, send => Assert.True(ledger.TryAdd(send)));
        return sends;
    }

    private static PendingSend Pending(int n, SendRun? run = null, int serviceId = 1) =>
        new(new OutgoingMessage(serviceId, new IntakeMessage { Body = [], MessageKey = $"key {n}" }) { Run = run }) { N = n, RoutingKey = "8-00" };
}

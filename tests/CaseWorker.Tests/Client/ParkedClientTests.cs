using CaseWorker.Client;
using Xunit;

namespace CaseWorker.Tests.Client;

public sealed class ParkedClientTests(ClientProgram program) : IClassFixture<ClientProgram>
{
    private const string Bad = """{"ServiceId":1,"CustomerId":"x"}""";

    private static int caseId = 1_000_000;

    private readonly ParkedClient parked = program.Client.Parked;

    [Fact]
    public async Task A_parked_message_is_repaired_and_becomes_a_case()
    {
        var message = await ParkAsync("repaired");
        Assert.Equal((1, 1, "invalid", ParkedState.Parked, Bad), (message.HubId, message.ServiceId, message.Reason, message.State, message.Payload));
        Assert.Equal(Bad, System.Text.Encoding.UTF8.GetString(message.GetPayloadBytes()));
        Assert.NotNull((await parked.GetAsync(message.ParkedId)).RequireValue().Detail);

        Assert.Equal(new Outcome<Case>.Parked(message.ParkedId), await program.Client.Cases.GetAsync(message.CaseId!.Value));
        Assert.Equal(new Outcome<Case>.Parked(message.ParkedId), await program.Client.Cases.CloseAsync(message.CaseId!.Value));

        Assert.IsType<Outcome<ParkedMessage>.Done>(await parked.RetryAsync(message.ParkedId, """{"ServiceId":1,"Subject":"repaired"}"""));
        var resolved = await ClientProgram.UntilAsync(async () => (await parked.GetAsync(message.ParkedId)).RequireValue() is { State: ParkedState.Resolved } now ? now : null);
        Assert.Equal("repaired", (await program.Client.Cases.GetAsync(resolved.CaseId!.Value)).RequireValue().Subject);
        Assert.Equal("not-parked", Assert.IsType<Outcome<ParkedMessage>.Conflict>(await parked.RetryAsync(message.ParkedId)).Problem.Word);
    }

    [Fact]
    public async Task A_parked_message_is_discarded_with_the_reason()
    {
        var message = await ParkAsync("discarded");
        Assert.Contains("reason", Assert.IsType<Outcome<ParkedMessage>.Refused>(await parked.DiscardAsync(message.ParkedId, "")).Errors.Keys);
        var discarded = (await parked.DiscardAsync(message.ParkedId, "a test")).RequireValue();
        Assert.Equal((ParkedState.Discarded, "a test"), (discarded.State, discarded.DiscardReason));
        Assert.Contains(message.ParkedId, await parked.ListAsync(ParkedState.Discarded).Select(one => one.ParkedId).ToListAsync());
        Assert.DoesNotContain(message.ParkedId, await parked.ListAsync(ParkedState.Parked).Select(one => one.ParkedId).ToListAsync());
    }

    [Fact]
    public async Task A_message_that_is_not_there_is_not_found()
    {
        Assert.IsType<Outcome<ParkedMessage>.NotFound>(await parked.GetAsync(long.MaxValue));
        Assert.IsType<Outcome<ParkedMessage>.NotFound>(await parked.RetryAsync(long.MaxValue));
        Assert.IsType<Outcome<ParkedMessage>.NotFound>(await parked.DiscardAsync(long.MaxValue, "nothing"));
    }

    private async Task<ParkedMessage> ParkAsync(string key)
    {
        await program.SendAsync(1, key, Bad, Interlocked.Increment(ref caseId));
        return await ClientProgram.UntilAsync(async () => await parked.ListAsync().FirstOrDefaultAsync(one => one.MessageKey == key));
    }
}

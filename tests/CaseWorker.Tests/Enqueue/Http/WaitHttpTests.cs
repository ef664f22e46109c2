using CaseWorker.Gateway.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace CaseWorker.Tests.Enqueue.Http;

public sealed class WaitHttpTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Valid = """{"ServiceId":1}""";

    private static readonly Sql Park = Sql.Both("UPDATE ParkedMessage SET CaseId = @caseId WHERE ParkedId = (SELECT MAX(ParkedId) FROM ParkedMessage)");

    private readonly GatewayApp gateway = shared.Fresh();

    [Theory]
    [InlineData("wait=10", 10)]
    [InlineData("WAIT=10", 10)]
    [InlineData("wait = 5", 5)]
    [InlineData("wait=\"7\"", 7)]
    [InlineData("wait=0", 0)]
    [InlineData("wait=30", 30)]
    [InlineData("wait=31", 30)]
    [InlineData("wait=99999999999999999999", 30)]
    [InlineData("respond-async, wait=10", 10)]
    [InlineData("respond-async;x=1, wait=10; y", 10)]
    [InlineData("wait=3, wait=4", 3)]
    [InlineData("wait=x, wait=4", 4)]
    [InlineData("wait", null)]
    [InlineData("wait=", null)]
    [InlineData("wait=-1", null)]
    [InlineData("wait=1.5", null)]
    [InlineData("waiting=5", null)]
    [InlineData("", null)]
    [InlineData("=,;=", null)]
    public void The_preference_is_read_and_garbage_ignored(string prefer, int? seconds) => Assert.Equal(seconds, WaitPreference.Of(prefer));

    [Fact]
    public void The_preference_may_stand_in_the_second_header() => Assert.Equal(9, WaitPreference.Of(new StringValues(["respond-async", "wait=9"])));

    [Fact]
    public async Task A_case_stored_in_time_gives_201()
    {
        gateway.Queue.Answer = async outgoing =>
        {
            var row = StorageRows.Case(outgoing.Message.CaseId!.Value);
            await gateway.Database.WriteAsync(session => IntakeStore.AddCasesAsync(session, [row]), CancellationToken.None);
            return SendOutcome.Accepted;
        };
        var reply = await gateway.PostAsync(Valid, ("Prefer", "wait=99"));
        Assert.Equal(201, reply.Status);
        Assert.Equal($"/api/cases/{reply.CaseId}", reply.Header("Location"));
        Assert.Equal("wait=30", reply.Header("Preference-Applied"));
    }

    [Fact]
    public async Task A_case_parked_meanwhile_gives_422_with_the_parked_message()
    {
        gateway.Queue.Answer = async outgoing =>
        {
            await gateway.Database.WriteAsync(
                async session =>
                {
                    await IntakeStore.AddParkedAsync(session, [StorageRows.Parked(outgoing.Message.MessageKey)]);
                    await session.ExecuteAsync(Park, new { caseId = outgoing.Message.CaseId });
                },
                CancellationToken.None);
            return SendOutcome.Accepted;
        };
        var reply = await gateway.PostAsync(Valid, ("Prefer", "wait=30"));
        Assert.Equal("parked", reply.Problem);
        Assert.Equal(422, reply.Status);
        Assert.True(reply.Json.GetProperty("parkedId").GetInt64() > 0);
        Assert.Equal(gateway.Queue.Sent[0].Message.CaseId, reply.Json.GetProperty("caseId").GetInt32());
    }

    [Fact]
    public async Task A_case_that_takes_longer_gives_202()
    {
        var reply = await gateway.PostAsync(Valid, ("Prefer", "wait=0"));
        Assert.Equal(202, reply.Status);
        Assert.Equal("wait=0", reply.Header("Preference-Applied"));
    }
}

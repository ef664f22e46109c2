using CaseWorker.Processing.Fifo;
using CaseWorker.Storage;
using CaseWorker.Storage.Parking;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Intake;

/// <summary>What the program itself does is no overtaking, and what it never does is one.</summary>
public abstract class LineProofContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql ServeLater = Sql.Both("UPDATE CaseAssignment SET At = At + 3600000 WHERE CaseId = @caseId AND Cause = 'line'");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Absence_release_caps_waiting_and_blocked_services_overtake_nobody(int seed)
    {
        var random = new Random(seed);
        var rig = await IntakeRig.StartAsync(Database, Noon);
        for (var step = 0; step < 60; step++)
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(3000)));
            switch (random.Next(6))
            {
                case 0:
                    await rig.ApplyAsync(Rep(random.Next(100, 102), random));
                    break;
                case 1:
                    await rig.Held.RunAsync(Cancellation);
                    break;
                case 2:
                    await rig.Sweep.RunAsync(Cancellation);
                    break;
                case 3 when (await rig.ParkedAsync()).FirstOrDefault(row => row.State == "parked") is { } parked:
                    Assert.True(await WriteAsync(session => ParkedStore.BeginRetryAsync(session, parked.ParkedId, 1, "{}"u8.ToArray())));
                    await rig.StoreAsync(rig.Message("""{"ServiceId":2}""", parked.MessageKey + "#r1") with { RetryOf = parked.ParkedId });
                    break;
                default:
                    await rig.StoreAsync([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => rig.Message(Body(random)))]);
                    break;
            }
        }

        // Whatever the seed did, some waited and were served.
        foreach (var json in new[] { Absent(100), Absent(101), """{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 100, "userName": "ann", "active": true, "maxOpenCases": null, "departments": [10] } ] } ] }""" })
        {
            await rig.ApplyAsync(json);
            await rig.StoreAsync(rig.Message());
            rig.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await rig.Sweep.RunAsync(Cancellation);
        Assert.NotEqual(0, await rig.CountAsync("CaseAssignment WHERE Cause = 'line'"));
        var report = await new FifoVerifier(Database).VerifyAsync(null, null, Cancellation);
        Assert.Empty(report!.Violations);
        Assert.Empty(report.Overtakings);
    }

    [Fact]
    public async Task A_case_of_another_service_that_was_served_too_late_is_found_by_walk_and_by_service()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.ApplyAsync(Absent(100));
        await rig.ApplyAsync(Absent(101));
        await rig.StoreAsync(rig.Message("""{"ServiceId":2}"""));
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await rig.StoreAsync(rig.Message());
        await rig.ApplyAsync("""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 100, "userName": "ann", "active": true, "departments": [10] } ] } ] }""");
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await rig.Sweep.RunAsync(Cancellation);
        Assert.True((await new FifoVerifier(Database).VerifyAsync(null, null, Cancellation))!.Holds);

        var older = Assert.Single(await rig.CasesAsync(2)).CaseId;
        await WriteAsync(session => session.ExecuteAsync(ServeLater, new { caseId = older }));

        foreach (var serviceId in new int?[] { null, 1 })
        {
            var report = await new FifoVerifier(Database).VerifyAsync(serviceId, null, Cancellation);
            Assert.False(report!.Holds);
            Assert.Equal((1, 2, older), Assert.Single(report.Overtakings) is var found ? (found.ServiceId, found.OlderServiceId, found.OlderCaseId) : default);
        }

        Assert.True((await new FifoVerifier(Database).VerifyAsync(2, null, Cancellation))!.Holds);
    }

    [Fact]
    public async Task A_page_tells_of_a_case_that_passed_one_which_still_waits_in_another_service()
    {
        var rig = await IntakeRig.StartAsync(Database, Noon);
        await rig.StoreAsync(rig.Message("""{"ServiceId":2}"""));
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await rig.StoreAsync(rig.Message());
        Assert.Empty((await new FifoPages(Database).ReadAsync(1, null, 0, 10, Cancellation))!.Violations);

        await WriteAsync(session => session.ExecuteAsync(Sql.Both("UPDATE SupportCase SET Waiting = 1, RepId = NULL WHERE ServiceId = 2")));

        var found = Assert.Single((await new FifoPages(Database).ReadAsync(1, null, 0, 10, Cancellation))!.Violations);
        Assert.Equal(("overtaking", 1), (found.Kind, found.Sequence));
    }

    private static string Body(Random random) => random.Next(8) switch
    {
        0 => """{"ServiceId":2,"CustomerId":"x"}""",
        1 or 2 or 3 => """{"ServiceId":2}""",
        4 => """{"ServiceId":3}""",
        _ => """{"ServiceId":1}""",
    };

    private static string Rep(int repId, Random random)
    {
        var active = random.Next(3) == 0 ? "true" : "false";
        var cap = random.Next(2) == 0 ? "null" : $"{random.Next(1, 30)}";
        return $$"""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": {{repId}}, "userName": "rep{{repId}}", "active": {{active}}, "maxOpenCases": {{cap}}, "departments": [10] } ] } ] }""";
    }

    private static string Absent(int repId) =>
        $$"""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": {{repId}}, "userName": "rep{{repId}}", "active": false, "departments": [10] } ] } ] }""";
}

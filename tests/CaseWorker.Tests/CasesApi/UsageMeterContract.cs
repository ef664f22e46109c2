using CaseWorker.Processing.Access;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.CasesApi;

public abstract class UsageMeterContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const long KeyId = 9;
    private readonly FakeTimeProvider clock = new(StorageRows.Noon);

    [Fact]
    public async Task Several_gateways_at_once_let_pass_never_more_than_the_limit()
    {
        const int Limit = 200;
        var gateways = Enumerable.Range(0, 3).Select(_ => Meter()).ToList();

        var answers = await Task.WhenAll(gateways.Select(async gateway =>
        {
            var passed = 0;
            for (var i = 0; i < Limit; i++)
                passed += (await gateway.UseAsync(KeyId, Limit, Cancellation)).MayPass ? 1 : 0;

            return passed;
        }));

        Assert.InRange(answers.Sum(), Limit - 1, Limit);
    }

    [Fact]
    public async Task What_one_gateway_does_not_use_another_may()
    {
        const int Limit = 100;
        var (idle, busy) = (Meter(), Meter());
        for (var i = 0; i < 10; i++)
            Assert.True((await idle.UseAsync(KeyId, Limit, Cancellation)).MayPass);

        clock.Advance(TimeSpan.FromSeconds(1));
        await idle.GiveBackAsync(all: false, Cancellation);
        for (var i = 0; i < Limit - 10; i++)
            Assert.True((await busy.UseAsync(KeyId, Limit, Cancellation)).MayPass);

        Assert.False((await busy.UseAsync(KeyId, Limit, Cancellation)).MayPass);
        Assert.False((await idle.UseAsync(KeyId, Limit, Cancellation)).MayPass);
    }

    [Fact]
    public async Task The_hours_are_those_of_the_clock_in_UTC_and_keys_do_not_share()
    {
        clock.Advance(TimeSpan.FromMinutes(59));
        var meter = Meter();

        var first = await meter.UseAsync(KeyId, 1, Cancellation);
        Assert.Equal((true, 0, TimeSpan.FromMinutes(1)), (first.MayPass, first.Remaining, first.UntilNextHour));
        Assert.False((await meter.UseAsync(KeyId, 1, Cancellation)).MayPass);
        Assert.True((await meter.UseAsync(KeyId + 1, 1, Cancellation)).MayPass);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await meter.UseAsync(KeyId, 1, Cancellation)).MayPass);
    }

    private UsageMeter Meter() => new(Database, clock, NullLogger<UsageMeter>.Instance);
}

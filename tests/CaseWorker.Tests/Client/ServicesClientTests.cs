using CaseWorker.Client;
using Xunit;

namespace CaseWorker.Tests.Client;

public sealed class ServicesClientTests(ClientProgram program) : IClassFixture<ClientProgram>
{
    private readonly ServicesClient services = program.Client.Services;

    [Fact]
    public async Task The_order_of_a_service_is_proven()
    {
        for (var n = 0; n < 3; n++)
            await program.StoreAsync(1);

        var pages = await services.WalkFifoAsync(1).ToListAsync();
        Assert.All(pages, page => Assert.True(page.Verified && page.Violations.Count == 0));
        Assert.Equal(Enumerable.Range(1, 3).Select(n => (long)n), pages.SelectMany(page => page.Items).Select(item => item.Sequence));

        var first = (await services.GetFifoAsync(1, top: 2)).RequireValue();
        var second = (await services.GetFifoAsync(1, long.Parse(first.Next!))).RequireValue();
        Assert.Equal((3L, 2, 1, true), (second.Count, first.Items.Count, second.Items.Count, second.Next is null));
    }

    [Fact]
    public async Task What_another_policy_would_do_is_told_page_by_page_and_changes_nothing()
    {
        var (one, two) = (await program.StoreAsync(2), await program.StoreAsync(2));
        var policy = new DuePolicy { DueAfter = TimeSpan.FromDays(2) };
        var first = (await services.WhatIfAsync(2, policy, top: 1)).RequireValue();
        var second = (await services.WhatIfAsync(2, policy, first.Next, top: 1)).RequireValue();

        Assert.Equal((2, null), (first.Count, second.Next));
        Assert.Equal(new WhatIfItem(one.CaseId, one.DueAt, one.OpenedAt.AddDays(2)), Assert.Single(first.Items));
        Assert.Equal(new WhatIfItem(two.CaseId, two.DueAt, two.OpenedAt.AddDays(2)), Assert.Single(second.Items));
        Assert.Equal(one.DueAt, (await program.Client.Cases.GetAsync(one.CaseId)).RequireValue().DueAt);
    }

    [Fact]
    public async Task A_policy_that_can_not_be_is_refused() =>
        Assert.NotEmpty(Assert.IsType<Outcome<WhatIfPage>.Refused>(await services.WhatIfAsync(2, new DuePolicy { DueAfter = TimeSpan.FromHours(-1) })).Errors);

    [Fact]
    public async Task Lateness_is_measured_over_a_window()
    {
        var lateness = (await services.GetLatenessAsync(2, TimeSpan.FromDays(1))).RequireValue();
        Assert.Equal((2, 0L, null, TimeSpan.FromDays(1)), (lateness.ServiceId, lateness.Count, lateness.P99, lateness.To - lateness.From));
    }

    [Fact]
    public async Task A_service_that_does_not_exist_is_not_found()
    {
        Assert.IsType<Outcome<FifoPage>.NotFound>(await services.GetFifoAsync(999));
        Assert.IsType<Outcome<WhatIfPage>.NotFound>(await services.WhatIfAsync(999, new DuePolicy { DueAfter = TimeSpan.FromHours(1) }));
        Assert.IsType<Outcome<Lateness>.NotFound>(await services.GetLatenessAsync(999));
    }
}

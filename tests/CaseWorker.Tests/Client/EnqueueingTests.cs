using System.Net;
using CaseWorker.Client;
using CaseWorker.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.Client;

public sealed class EnqueueingTests(ClientProgram program) : IClassFixture<ClientProgram>
{
    private static readonly EnqueueOptions Waiting = new() { Wait = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task A_case_is_accepted_and_told_as_it_was_understood()
    {
        var outcome = await program.Client.EnqueueAsync(
            new CaseEnqueue { CaseId = 9, ServiceIdExtRef = "billing", Subject = "Zoë 😀", CustomProperties = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } });

        var accepted = Assert.IsType<EnqueueOutcome.Accepted>(outcome);
        Assert.False(accepted.IsReplayed);
        Assert.True(Guid.TryParse(accepted.IdempotencyKey, out _));
        Assert.Equal((1, "Zoë 😀", false), (accepted.Case.ServiceId, accepted.Case.Subject, accepted.Case.AutoClose));
        Assert.Equal(["b", "a"], accepted.Case.CustomProperties!.Keys);
        Assert.Equal(accepted.Case.CaseId, accepted.CaseId);
    }

    [Fact]
    public async Task Who_waits_is_told_that_the_case_is_stored()
    {
        var stored = Assert.IsType<EnqueueOutcome.Stored>(await program.Client.EnqueueAsync(new CaseEnqueue { ServiceId = 1, Subject = "Stored" }, Waiting));
        Assert.Equal("Stored", (await program.Client.Cases.GetAsync(stored.CaseId)).RequireValue().Subject);
    }

    [Fact]
    public async Task Two_calls_are_two_cases_and_two_calls_under_one_key_are_one()
    {
        var enqueue = new CaseEnqueue { ServiceId = 1, Subject = "Same" };
        var first = Assert.IsType<EnqueueOutcome.Accepted>(await program.Client.EnqueueAsync(enqueue));
        var second = Assert.IsType<EnqueueOutcome.Accepted>(await program.Client.EnqueueAsync(enqueue));
        var again = Assert.IsType<EnqueueOutcome.Accepted>(await program.Client.EnqueueAsync(enqueue, new EnqueueOptions { IdempotencyKey = first.IdempotencyKey }));

        Assert.NotEqual(first.CaseId, second.CaseId);
        Assert.Equal((first.CaseId, true), (again.CaseId, again.IsReplayed));
    }

    [Fact]
    public async Task Another_request_under_a_used_key_is_told_as_that()
    {
        await program.Client.EnqueueAsync(new CaseEnqueue { ServiceId = 1 }, new EnqueueOptions { IdempotencyKey = "used" });
        Assert.Equal(new EnqueueOutcome.KeyReused { IdempotencyKey = "used" }, await program.Client.EnqueueAsync(new CaseEnqueue { ServiceId = 2 }, new EnqueueOptions { IdempotencyKey = "used" }));
    }

    [Fact]
    public async Task Every_member_that_is_wrong_is_named()
    {
        var refused = Assert.IsType<EnqueueOutcome.Refused>(await program.Client.EnqueueAsync(new CaseEnqueue { ServiceId = 999, Subject = new string('x', 101) }));
        Assert.Equal(["ServiceId", "Subject"], refused.Errors.Keys.Order());
        Assert.All(refused.Errors.Values, sentences => Assert.NotEmpty(Assert.Single(sentences)));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        var huge = new CaseEnqueue { ServiceId = 1, Notes = new string('x', 1 << 20) };
        Assert.Contains("$", Assert.IsType<EnqueueOutcome.Refused>(await program.Client.EnqueueAsync(huge)).Errors.Keys);
    }

    [Fact]
    public async Task A_batch_has_an_outcome_for_each_item_in_order()
    {
        var outcomes = await program.Client.EnqueueBatchAsync(
            [new CaseEnqueue { ServiceId = 1, Subject = "first" }, new CaseEnqueue { ServiceId = 999 }, new CaseEnqueue { ServiceIdExtRef = "billing" }]);

        Assert.Equal("first", Assert.IsType<EnqueueOutcome.Accepted>(outcomes[0]).Case.Subject);
        Assert.Contains("ServiceId", Assert.IsType<EnqueueOutcome.Refused>(outcomes[1]).Errors.Keys);
        Assert.IsType<EnqueueOutcome.Accepted>(outcomes[2]);
        Assert.Single(outcomes.Select(outcome => outcome.IdempotencyKey).Distinct());
    }

    [Fact]
    public async Task A_batch_under_the_same_key_is_the_same_cases()
    {
        CaseEnqueue[] batch = [new() { ServiceId = 1 }, new() { ServiceId = 3 }];
        var options = new EnqueueOptions { IdempotencyKey = "batch" };
        var first = await program.Client.EnqueueBatchAsync(batch, options);
        var again = await program.Client.EnqueueBatchAsync(batch, options);
        Assert.Equal(first.Cast<EnqueueOutcome.Accepted>().Select(item => item.CaseId), again.Cast<EnqueueOutcome.Accepted>().Select(item => item.CaseId));
        Assert.All(again.Cast<EnqueueOutcome.Accepted>(), item => Assert.True(item.IsReplayed));
    }

    [Fact]
    public async Task A_batch_has_1_to_1000_items()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => program.Client.EnqueueBatchAsync([]));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => program.Client.EnqueueBatchAsync([.. Enumerable.Repeat(new CaseEnqueue(), 1001)]));
    }

    [Theory]
    [InlineData("no-such-key-0123456789abc", HttpStatusCode.Unauthorized, "no-key")]
    [InlineData(ClientProgram.Reader, HttpStatusCode.Forbidden, "no-scope")]
    public async Task A_key_that_does_not_allow_it_is_an_exception(string key, HttpStatusCode status, string word)
    {
        using var client = new CaseWorkerClient(program.Address, key);
        var exception = await Assert.ThrowsAsync<CaseWorkerException>(() => client.EnqueueAsync(new CaseEnqueue { ServiceId = 1 }));
        Assert.Equal((status, word), (exception.Status, exception.Problem?.Word));
    }

    [Fact]
    public async Task It_works_over_the_connections_of_a_factory()
    {
        await using var services = new ServiceCollection()
            .AddHttpClient<CaseWorkerClient>(http =>
            {
                http.BaseAddress = program.Address;
                http.DefaultRequestHeaders.Add("X-Api-Key", ClientProgram.Full);
            })
            .Services.BuildServiceProvider();

        Assert.IsType<EnqueueOutcome.Accepted>(await services.GetRequiredService<CaseWorkerClient>().EnqueueAsync(new CaseEnqueue { ServiceId = 1 }));
    }

    [Fact]
    public void A_client_without_an_address_is_refused()
    {
        using var http = new HttpClient();
        Assert.Throws<ArgumentException>(() => new CaseWorkerClient(http));
    }
}

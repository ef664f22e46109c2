using System.Net;
using CaseWorker.Client;
using CaseWorker.Contracts;
using Xunit;

namespace CaseWorker.Tests.Client;

public sealed class RepeatingTests
{
    private const string Accepted = """{"CaseId":7,"ServiceId":1}""";

    private static readonly CaseEnqueue Enqueue = new() { ServiceId = 1, Subject = "Help" };

    private readonly HastyTime time = new();

    public static TheoryData<string> Failures => ["lost", "too slow", "never sent", "502", "503", "504"];

    public static TheoryData<string> Doubtful => ["lost", "too slow", "502", "503", "504"];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_request_with_a_key_is_sent_again_the_same_under_the_same_key(string failure)
    {
        using var server = new ScriptedHandler(Of(failure), Of(failure), () => ScriptedHandler.Answer(HttpStatusCode.Accepted, Accepted));
        var accepted = Assert.IsType<EnqueueOutcome.Accepted>(await ClientOf(server).EnqueueAsync(Enqueue));
        Assert.Equal(7, accepted.CaseId);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal((HttpMethod.Post, accepted.IdempotencyKey, """{"ServiceId":1,"Subject":"Help"}"""), Assert.Single(server.Requests.Distinct()));
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task Without_a_key_what_may_have_been_accepted_is_not_sent_again(string failure)
    {
        using var server = new ScriptedHandler(Of(failure));
        var outcome = await ClientOf(server).EnqueueAsync(Enqueue, new EnqueueOptions { UseIdempotencyKey = false });
        var unavailable = Assert.IsType<EnqueueOutcome.Unavailable>(outcome);
        Assert.Equal((1, true), (unavailable.Outage.Attempts, unavailable.Outage.IsOutcomeUnknown));
        Assert.Null(Assert.Single(server.Requests).Key);
    }

    [Fact]
    public async Task Without_a_key_what_certainly_was_not_accepted_is_sent_again()
    {
        using var server = new ScriptedHandler(
            ScriptedHandler.NeverSent,
            () => ScriptedHandler.Answer(HttpStatusCode.ServiceUnavailable, """{"type":"urn:caseworker:problem:not-sent"}""", "5"),
            () => ScriptedHandler.Answer(HttpStatusCode.Accepted, Accepted));
        Assert.IsType<EnqueueOutcome.Accepted>(await ClientOf(server).EnqueueAsync(Enqueue, new EnqueueOptions { UseIdempotencyKey = false }));
    }

    [Fact]
    public async Task The_outcome_is_unknown_if_any_attempt_may_have_been_accepted()
    {
        using var server = new ScriptedHandler(ScriptedHandler.NeverSent, ScriptedHandler.Lost, ScriptedHandler.NeverSent);
        Assert.True(Assert.IsType<EnqueueOutcome.Unavailable>(await ClientOf(server, attempts: 3).EnqueueAsync(Enqueue)).Outage.IsOutcomeUnknown);

        using var nobody = new ScriptedHandler(ScriptedHandler.NeverSent);
        var outage = Assert.IsType<EnqueueOutcome.Unavailable>(await ClientOf(nobody, attempts: 3).EnqueueAsync(Enqueue)).Outage;
        Assert.Equal((3, false), (outage.Attempts, outage.IsOutcomeUnknown));
        Assert.IsType<HttpRequestException>(outage.Cause);
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task A_note_whose_answer_was_lost_is_sent_again_under_the_same_key(string failure)
    {
        using var server = new ScriptedHandler(Of(failure), () => ScriptedHandler.Answer(HttpStatusCode.NotFound, "{}"));
        Assert.IsType<Outcome<CaseNote>.NotFound>(await ClientOf(server).Cases.AddNoteAsync(7, "text", ifVersion: 3));
        Assert.Equal(2, server.Requests.Count);
        Assert.NotNull(Assert.Single(server.Requests.Select(request => request.Key).Distinct()));
    }

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task A_change_that_depends_on_a_version_is_not_made_again(string failure)
    {
        using var server = new ScriptedHandler(Of(failure));
        Assert.IsType<Outcome<Case>.Unavailable>(await ClientOf(server).Cases.CloseAsync(7, ifVersion: 3));
        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task What_reads_and_what_changes_nothing_the_second_time_is_sent_again(string failure)
    {
        using var server = new ScriptedHandler(Of(failure), () => ScriptedHandler.Answer(HttpStatusCode.NotFound, "{}"));
        var client = ClientOf(server);
        Assert.IsType<Outcome<Case>.NotFound>(await client.Cases.GetAsync(7));
        using var other = new ScriptedHandler(Of(failure), () => ScriptedHandler.Answer(HttpStatusCode.NotFound, "{}"));
        Assert.IsType<Outcome<Case>.NotFound>(await ClientOf(other).Cases.CloseAsync(7));
        Assert.Equal((2, 2), (server.Requests.Count, other.Requests.Count));
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Thu, 01 Jan 1970 00:00:12 GMT", 12)]
    [InlineData("Wed, 31 Dec 1969 23:00:00 GMT", 0)]
    public async Task Retry_After_is_kept_and_not_by_all_at_the_same_moment(string retryAfter, int seconds)
    {
        using var server = new ScriptedHandler(
            () => ScriptedHandler.Answer(HttpStatusCode.ServiceUnavailable, "", retryAfter),
            () => ScriptedHandler.Answer(HttpStatusCode.Accepted, Accepted));
        await ClientOf(server).EnqueueAsync(Enqueue);
        Assert.Equal(2, server.Requests.Count);
        Assert.InRange(TimeSpan.FromTicks(time.GetTimestamp()), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds * 1.25) + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_Retry_After_beyond_the_clients_patience_ends_the_call_at_once_and_is_told()
    {
        using var server = new ScriptedHandler(() => ScriptedHandler.Answer(HttpStatusCode.ServiceUnavailable, """{"type":"urn:caseworker:problem:outcome-unknown","caseId":7}""", "3600"));
        var unavailable = Assert.IsType<EnqueueOutcome.Unavailable>(await ClientOf(server).EnqueueAsync(Enqueue));
        Assert.Equal((7, TimeSpan.FromHours(1), "outcome-unknown"), (unavailable.CaseId, unavailable.Outage.RetryAfter, unavailable.Outage.Problem?.Word));
        Assert.NotNull(unavailable.IdempotencyKey);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task It_gives_up_within_its_patience()
    {
        using var server = new ScriptedHandler(ScriptedHandler.Lost);
        await ClientOf(server, attempts: 1000).EnqueueAsync(Enqueue);
        Assert.InRange(time.GetTimestamp(), TimeSpan.FromSeconds(40).Ticks, TimeSpan.FromMinutes(1).Ticks);
    }

    [Fact]
    public async Task A_caller_who_cancels_is_not_kept_waiting()
    {
        using var server = new ScriptedHandler(ScriptedHandler.NeverSent);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://case-worker") };
        using var cancellation = new CancellationTokenSource();
        var call = new CaseWorkerClient(http, new CaseWorkerClientOptions { FirstWait = TimeSpan.FromSeconds(50), MaxWait = TimeSpan.FromSeconds(50) }).EnqueueAsync(Enqueue, null, cancellation.Token);
        Assert.False(call.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.Found)]
    [InlineData(HttpStatusCode.BadRequest)]
    public async Task The_page_of_a_stranger_is_an_exception(HttpStatusCode status)
    {
        using var server = new ScriptedHandler(() => ScriptedHandler.Answer(status, "<html>Who are you?</html>"));
        var exception = await Assert.ThrowsAsync<CaseWorkerException>(() => ClientOf(server).EnqueueAsync(Enqueue));
        Assert.Equal((status, null), (exception.Status, exception.Problem));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_address_below_a_path_is_kept()
    {
        var asked = new List<Uri?>();
        using var server = new AskedHandler(asked);
        using var http = new HttpClient(server) { BaseAddress = new Uri("http://case-worker/below") };
        await new CaseWorkerClient(http).Cases.GetAsync(7);
        Assert.Equal(new Uri("http://case-worker/below/api/cases/7"), Assert.Single(asked));
    }

    private static Func<HttpResponseMessage> Of(string failure) => failure switch
    {
        "lost" => ScriptedHandler.Lost,
        "too slow" => ScriptedHandler.TooSlow,
        "never sent" => ScriptedHandler.NeverSent,
        _ => () => ScriptedHandler.Answer((HttpStatusCode)int.Parse(failure), "<html>"),
    };

    private CaseWorkerClient ClientOf(HttpMessageHandler server, int attempts = 10) =>
        new(new HttpClient(server) { BaseAddress = new Uri("http://case-worker") }, new CaseWorkerClientOptions { MaxAttempts = attempts, Time = time });

    private sealed class AskedHandler(List<Uri?> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri);
            return Task.FromResult(ScriptedHandler.Answer(HttpStatusCode.NotFound, "{}"));
        }
    }
}

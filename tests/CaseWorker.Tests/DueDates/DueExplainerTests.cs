using System.Text.Json;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Explaining;
using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

public sealed class DueExplainerTests
{
    // Monday; warned at 16:00, due at 17:00, post on Tuesday at 17:00.
    private static readonly DateTimeOffset Opened = At("2026-06-01T09:00Z");
    private static readonly DateTimeOffset Now = At("2026-06-01T12:00Z");

    private static readonly DueFacts Facts = new()
    {
        CaseId = 7,
        Cycle = 1,
        IsOverdue = false,
        Policy = PlanTableTests.Policy("utc 9-5", "PT8H", "PT1H", "PT8H") with { Json = """{"dueAfter":"PT8H","calendar":"office"}""" },
        StartedAt = Opened,
    };

    [Fact]
    public void A_case_that_waits_shows_its_stages_to_come_and_the_time_that_counts()
    {
        var told = DueExplainer.Explain(Facts, Now);
        Assert.Equal((7, 1, false, null, null), (told.CaseId, told.Cycle, told.IsOverdue, told.SetByHandAt, told.Problem));
        Assert.Equal("""{"dueAfter":"PT8H","calendar":"office"}""", told.Policy!.Value.GetRawText());
        Assert.Equal([new TimeSegment(Opened, At("2026-06-01T17:00Z"))], told.Segments);
        Assert.Empty(told.Pauses);
        Assert.Equal([Coming("pre", "2026-06-01T16:00Z"), Coming("due", "2026-06-01T17:00Z"), Coming("post", "2026-06-02T17:00Z")], told.Stages);
        Assert.Empty(told.EarlierCycles);
    }

    [Fact]
    public void What_fired_stays_as_it_fired_and_the_rest_is_moved_by_the_pause()
    {
        var facts = Facts with
        {
            Pauses = PauseTableTests.Pauses("2026-06-01T16:30Z/2026-06-02T09:30Z"),
            Fired = [new FiredStage(1, DueStage.Pre, At("2026-06-01T15:00Z"), At("2026-06-01T15:00:00.250Z"), Late: false)],
        };
        var told = DueExplainer.Explain(facts, At("2026-06-02T09:45Z"));
        Assert.Equal(
            [new StageExplanation("pre", 1, At("2026-06-01T15:00Z"), At("2026-06-01T15:00:00.250Z"), 250, Late: false, Skipped: false), Coming("due", "2026-06-02T10:00Z"), Coming("post", "2026-06-03T10:00Z")],
            told.Stages);
        Assert.Equal([new TimeSegment(Opened, At("2026-06-01T16:30Z")), new TimeSegment(At("2026-06-02T09:30Z"), At("2026-06-02T10:00Z"))], told.Segments);
        Assert.Equal(facts.Pauses, told.Pauses);
    }

    [Fact]
    public void An_open_case_is_told_as_if_its_pause_ended_now()
    {
        var told = DueExplainer.Explain(Facts with { Pauses = PauseTableTests.Pauses("2026-06-01T10:00Z/") }, Now);
        Assert.Equal(At("2026-06-02T11:00Z"), told.Stages[1].PlannedAt);
        Assert.Equal([new Pause(At("2026-06-01T10:00Z"), null)], told.Pauses);
    }

    [Fact]
    public void A_closed_case_is_told_as_of_its_closing()
    {
        var told = DueExplainer.Explain(Facts with { Pauses = PauseTableTests.Pauses("2026-06-01T10:00Z/"), ClosedAt = At("2026-06-01T11:00Z") }, Now);
        Assert.Equal(At("2026-06-02T10:00Z"), told.Stages[1].PlannedAt);
    }

    [Fact]
    public void Pauses_that_moved_nothing_are_left_out()
    {
        var pauses = PauseTableTests.Pauses("2026-05-29T09:00Z/2026-05-29T10:00Z 2026-06-01T11:00Z/2026-06-01T10:30Z 2026-06-01T10:00Z/2026-06-01T11:00Z");
        Assert.Equal(pauses[2..], DueExplainer.Explain(Facts with { Pauses = pauses }, Now).Pauses);
        Assert.Empty(DueExplainer.Explain(Facts with { Pauses = pauses, Policy = Facts.Policy! with { PauseWhileOpen = false } }, Now).Pauses);
        Assert.Empty(DueExplainer.Explain(Facts with { Pauses = pauses, HandSet = new HandSetDue(At("2026-06-01T11:00Z"), At("2026-06-03T11:00Z")) }, Now).Pauses);
    }

    [Fact]
    public void Earlier_cycles_keep_their_breaches_latest_first()
    {
        var fired = At("2026-05-29T17:00Z");
        var facts = Facts with
        {
            Cycle = 3,
            Fired =
            [
                new FiredStage(2, DueStage.Post, fired, fired.AddDays(1), Late: true),
                new FiredStage(1, DueStage.Due, fired, fired, Late: false),
                new FiredStage(2, DueStage.Pre, fired, null, Late: false),
            ],
        };
        var told = DueExplainer.Explain(facts, Now);
        Assert.Equal([2, 1], told.EarlierCycles.Select(cycle => cycle.Cycle));
        Assert.Equal(
            [new StageExplanation("pre", 2, fired, null, null, Late: false, Skipped: true), new StageExplanation("post", 2, fired, fired.AddDays(1), 86_400_000, Late: true, Skipped: false)],
            told.EarlierCycles[0].Stages);
        Assert.Equal([3, 3, 3], told.Stages.Select(stage => stage.Cycle));
        Assert.All(told.Stages, stage => Assert.Null(stage.FiredAt));
    }

    [Fact]
    public void A_date_set_by_hand_is_told_with_the_time_it_was_set()
    {
        var told = DueExplainer.Explain(Facts with { HandSet = new HandSetDue(Now, At("2026-06-03T12:00Z")) }, Now);
        Assert.Equal(Now, told.SetByHandAt);
        Assert.Equal(["2026-06-03T11:00Z", "2026-06-03T12:00Z", "2026-06-04T12:00Z"], told.Stages.Select(stage => $"{stage.PlannedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm}Z"));
    }

    [Fact]
    public void Without_a_policy_and_a_date_there_is_nothing_to_tell()
    {
        var told = DueExplainer.Explain(Facts with { Policy = null }, Now);
        Assert.Null(told.Policy);
        Assert.Empty(told.Stages);
        Assert.Empty(told.Segments);
    }

    [Fact]
    public void A_date_far_ahead_does_not_make_an_endless_list()
    {
        var told = DueExplainer.Explain(Facts with { HandSet = new HandSetDue(Now, At("9000-01-01T00:00Z")) }, Now);
        Assert.Equal(DueExplainer.MaxSegments, told.Segments.Count);
    }

    [Fact]
    public void Its_members_have_the_names_that_tools_rely_on()
    {
        var fired = new FiredStage(1, DueStage.Due, Now, Now, Late: false);
        var told = DueExplainer.Explain(Facts with { Cycle = 2, Fired = [fired], Pauses = PauseTableTests.Pauses("2026-06-01T10:00Z/") }, Now);
        var json = JsonSerializer.SerializeToElement(told, JsonSerializerOptions.Web);
        Assert.Equal("caseId cycle policy isOverdue setByHandAt segments pauses stages earlierCycles problem policyIsCurrent calendar", Names(json));
        Assert.Equal("from to", Names(json.GetProperty("segments")[0]));
        Assert.Equal("from to", Names(json.GetProperty("pauses")[0]));
        Assert.Equal("stage cycle plannedAt firedAt latenessMs late skipped planMadeAt", Names(json.GetProperty("stages")[0]));
        Assert.Equal("cycle stages", Names(json.GetProperty("earlierCycles")[0]));
        Assert.Equal(JsonValueKind.Object, json.GetProperty("policy").ValueKind);
    }

    private static string Names(JsonElement json) => string.Join(' ', json.EnumerateObject().Select(member => member.Name));

    private static StageExplanation Coming(string stage, string plannedAt) => new(stage, 1, At(plannedAt), null, null, Late: false, Skipped: false);
}

using System.Text.Json;

namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>Explains the due dates of a case from the same rule that planned them. Pure.</summary>
public static class DueExplainer
{
    /// <summary>More segments than this help nobody: a date can be set thousands of years ahead.</summary>
    public const int MaxSegments = 1000;

    public static DueExplanation Explain(DueFacts facts, DateTimeOffset now)
    {
        // After the closing nothing moved any more.
        var until = facts.ClosedAt ?? now;
        var plan = facts.Unexplained ?? DueRule.Plan(facts.Policy, facts.StartedAt, facts.Pauses, facts.HandSet, until);
        return new DueExplanation
        {
            CaseId = facts.CaseId,
            Cycle = facts.Cycle,
            Policy = facts.Policy?.Json is { } json ? JsonElement.Parse(json) : null,
            IsOverdue = facts.IsOverdue,
            SetByHandAt = facts.HandSet?.SetAt,
            Segments = Segments(facts, plan, until),
            Pauses = Pauses(facts),
            Stages = [.. Enum.GetValues<DueStage>().Select(stage => StageOf(facts, plan, stage)).OfType<StageExplanation>()],
            EarlierCycles = EarlierCycles(facts),
            Problem = plan.Problem,
            PolicyIsCurrent = facts.IsPolicyCurrent,
            Calendar = facts.Policy?.CalendarJson is { } calendar ? JsonElement.Parse(calendar) : null,
        };
    }

    private static List<TimeSegment> Segments(DueFacts facts, DuePlan plan, DateTimeOffset until)
    {
        if (facts.Policy is null || plan.Due is not { } due)
            return [];

        return [.. DueRule.Counted(facts.Policy, facts.StartedAt, due, facts.Pauses, until).Take(MaxSegments)];
    }

    private static List<Pause> Pauses(DueFacts facts)
    {
        if (facts.Policy is not { PauseWhileOpen: true })
            return [];

        var from = facts.HandSet?.SetAt ?? facts.StartedAt;
        return [.. facts.Pauses.Where(pause => pause.To is null || (pause.To > from && pause.To > pause.From)).OrderBy(pause => pause.From)];
    }

    // What fired stays as it fired, wherever the plan would put it now.
    private static StageExplanation? StageOf(DueFacts facts, DuePlan plan, DueStage stage)
    {
        if (facts.Fired.FirstOrDefault(fired => fired.Cycle == facts.Cycle && fired.Stage == stage) is { } fired)
            return StageOf(fired);

        return plan.At(stage) is { } planned ? new StageExplanation(DueStageWords.Of(stage), facts.Cycle, planned, null, null, Late: false, Skipped: false) : null;
    }

    private static StageExplanation StageOf(FiredStage fired) => new(
        DueStageWords.Of(fired.Stage),
        fired.Cycle,
        fired.PlannedAt,
        fired.FiredAt,
        fired.FiredAt is { } at ? DueEvents.LatenessOf(new Firing(fired.Stage, fired.PlannedAt, fired.MadeAt), at) : null,
        fired.Late,
        Skipped: fired.FiredAt is null,
        fired.MadeAt);

    private static List<EarlierCycle> EarlierCycles(DueFacts facts) =>
    [
        .. facts.Fired.Where(fired => fired.Cycle < facts.Cycle).GroupBy(fired => fired.Cycle).OrderByDescending(cycle => cycle.Key)
            .Select(cycle => new EarlierCycle(cycle.Key, [.. cycle.OrderBy(fired => fired.Stage).Select(StageOf)])),
    ];
}

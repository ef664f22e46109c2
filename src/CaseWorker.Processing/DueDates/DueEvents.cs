using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.DueDates;

/// <summary>Makes the records of stages.</summary>
internal static class DueEvents
{
    // The promise is two seconds (spec 4).
    private const long LateAfterMs = 2000;

    public static bool IsLate(long latenessMs) => latenessMs > LateAfterMs;

    /// <summary>In milliseconds; 0 where a clock went back since the stage was planned.</summary>
    public static long LatenessOf(Firing firing, DateTimeOffset firedAt) => Math.Max(0, firedAt.ToUnixTimeMilliseconds() - firing.LateFrom.ToUnixTimeMilliseconds());

    public static DueStage StageOf(string word) => word switch
    {
        "pre" => DueStage.Pre,
        "due" => DueStage.Due,
        "post" => DueStage.Post,
        _ => throw new ArgumentException($"A stage must be pre, due or post, is {word}.", nameof(word)),
    };

    public static DueEventRow OfFired(DueCaseRow row, Firing firing, DateTimeOffset firedAt)
    {
        var lateness = LatenessOf(firing, firedAt);
        return new DueEventRow(row.CaseId, row.Cycle, DueStageWords.Of(firing.Stage), row.ServiceId, firing.PlannedAt, firedAt, lateness, IsLate(lateness), firing.MadeAt);
    }

    /// <summary>The stages over which a case passed when it was stored.</summary>
    public static IEnumerable<DueEventRow> OfSkipped(int caseId, int serviceId, CaseDue due)
    {
        for (var stage = DueStage.Pre; due.IsReached(stage) && stage <= DueStage.Post; stage++)
        {
            if (due.At(stage) is { } plannedAt)
                yield return new DueEventRow(caseId, due.Cycle, DueStageWords.Of(stage), serviceId, plannedAt, FiredAt: null, LatenessMs: null, Late: false);
        }
    }
}

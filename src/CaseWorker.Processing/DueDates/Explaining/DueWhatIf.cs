namespace CaseWorker.Processing.DueDates.Explaining;

/// <summary>An open case whose due date follows from its service's policy.</summary>
/// <param name="DueAt">As it is planned now; null: it is not.</param>
public sealed record PlannedCase(int CaseId, DateTimeOffset StartedAt, IReadOnlyList<Pause> Pauses, DateTimeOffset? DueAt);

/// <summary>Where a due date would go. Null: the case has none.</summary>
public readonly record struct DueMove(int CaseId, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>Says what another policy would do, by the same rule that would do it. Pure.</summary>
public static class DueWhatIf
{
    /// <summary>The cases whose due date another policy would move, in the given order. Cases with a date set by hand do not belong here: no policy moves them.</summary>
    /// <param name="wish">Null: no policy at all.</param>
    public static IEnumerable<DueMove> Moves(IEnumerable<PlannedCase> cases, DuePolicy? wish, DateTimeOffset now) =>
        cases.Select(planned => new DueMove(planned.CaseId, planned.DueAt, DueRule.Plan(wish, planned.StartedAt, planned.Pauses, null, now).Due))
            .Where(move => move.From != move.To);
}

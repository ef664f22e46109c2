using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.DueDates;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Where a command moves the due stages of its case, in its transaction, after the rules and before anything is written.</summary>
/// <remarks>
/// What happened is read from the two rows: <c>Status</c> (closed: no stage is pending any more; open: the clock pauses; from open to new:
/// the unfired stages move by the pause), <c>Cycle</c> (one more: the stages are planned anew), <c>DueAt</c> with <c>IsDueByHand</c>
/// (pre and post follow it; null: no stage). The case is locked, and a pause that ends with the command is already recorded as ended.
/// </remarks>
internal static class DueStep
{
    /// <summary>Whether the command touched anything that due stages depend on.</summary>
    public static bool IsTouched(CaseStateRow before, CaseStateRow after) =>
        before.Status != after.Status || before.Cycle != after.Cycle || before.DueAt != after.DueAt || before.IsDueByHand != after.IsDueByHand;

    /// <returns>The row with its due dates, their stages and the cycle as they are to be stored and told.</returns>
    public static async Task<CaseStateRow> ApplyAsync(Session session, Catalog catalog, CaseStateRow before, CaseStateRow after, DateTimeOffset at)
    {
        var policy = catalog.DueOf(after.ServiceId);
        if (after.Status == "closed" || after.DueAt != before.DueAt || IsStale(before.DuePolicyMark, policy))
            before = before.With(await FirePassedAsync(session, before, at));

        var pauses = (await CasePauseStore.ListAsync(session, after.CaseId)).Select(row => new Pause(row.FromAt, row.ToAt)).ToList();
        return after.With(Apply(before, after, policy, pauses, at));
    }

    /// <summary>Fires the stages whose time came before the command and that no sweep has seen yet: what the command does must not undo a breach.</summary>
    /// <param name="before">The case as it was locked, so that either the sweep has fired a stage or this does. It is not written.</param>
    /// <returns>Its due dates as they then are.</returns>
    public static async Task<CaseDue> FirePassedAsync(Session session, CaseStateRow before, DateTimeOffset at)
    {
        // A case that the sweep has set aside has its next instant later: what cannot be fired must not keep it from being closed.
        if (before.NextDueAt is not { } nextAt || nextAt > at)
            return before.ToDue();

        var rows = new SweepRows(at);
        var due = rows.Add(before.ToDueCase());
        await rows.TellAsync(session);
        return due;
    }

    private static CaseDue Apply(CaseStateRow before, CaseStateRow after, DuePolicy? policy, List<Pause> pauses, DateTimeOffset at)
    {
        var due = before.ToDue();
        var isReopened = before.Status == "closed" && after.Status != "closed";
        var isByHand = after.DueAt != before.DueAt;
        if (isReopened)
            due = DueChange.Reopen(due, after.Cycle, policy, pauses, at);
        if (isByHand)
            due = DueChange.SetByHand(due, after.DueAt, policy, pauses, at);
        if (after.Status == "closed")
            return DueChange.Close(due);
        if (isReopened || isByHand)
            return due;

        // Where the policy has changed and this case's turn has not come yet, it comes now.
        return IsStale(due.PolicyMark, policy)
            ? DueChange.Follow(due, policy, pauses, at)
            : DueChange.Turn(due, policy, pauses, at);
    }

    private static bool IsStale(long? madeBy, DuePolicy? policy) => madeBy is { } mark && mark != (policy?.Mark ?? DuePolicy.NoMark);
}

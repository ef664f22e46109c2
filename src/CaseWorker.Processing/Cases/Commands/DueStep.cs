using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;

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

    /// <returns>The row with DueAt, PreOverdueAt, PostOverdueAt, IsOverdue and Cycle as they are to be stored and told.</returns>
    public static Task<CaseStateRow> ApplyAsync(Session session, Catalog catalog, CaseStateRow before, CaseStateRow after, DateTimeOffset at) =>
        Task.FromResult(after.DueAt is null ? after with { PreOverdueAt = null, PostOverdueAt = null } : after);
}

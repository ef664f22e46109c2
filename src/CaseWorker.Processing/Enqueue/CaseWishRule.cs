using CaseWorker.Processing.Cases.History;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Which wishes can be stored. Pure. The gateway checks them for its caller, the worker once more, since nothing may stop a lane.</summary>
internal static class CaseWishRule
{
    /// <summary>The longest summary, which becomes the subject.</summary>
    public const int MaxSummary = 1000;

    /// <summary>The longest details, which become the notes.</summary>
    public const int MaxDetails = 100_000;

    /// <summary>The longest name of who opened a case.</summary>
    public const int MaxOpenedBy = 200;

    public static void Check(CaseWish wish, EnqueueErrors errors)
    {
        if (wish.Status is not (null or "new" or "open" or "closed"))
            errors.Add("case.status", "case.status must be new, open or closed.");
        if (wish.Type is not (null or "call" or "note" or "import"))
            errors.Add("case.type", "case.type must be call, note or import.");
        if (wish.OpenedBy is { } openedBy && TextRule.Check(openedBy, MaxOpenedBy) is { } wrong)
            errors.Add("case.openedBy", $"case.openedBy {wrong}");

        var place = 0;
        foreach (var item in wish.History ?? [])
        {
            place++;
            if (HistoryRule.Check(item) is { } fault)
                errors.Add("case.history", $"Item {place} of case.history: {fault.Field} {fault.Must}");
        }
    }
}

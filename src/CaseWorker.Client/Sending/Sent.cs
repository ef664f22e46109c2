namespace CaseWorker.Client;

/// <summary>The end of a call: the last answer, or why there was none.</summary>
/// <param name="IsOutcomeUnknown">True: an attempt that got no answer, or none that decides, may have done its work.</param>
internal sealed record Sent(Answer? Answer, Exception? Failure, int Attempts, bool IsOutcomeUnknown)
{
    /// <summary>True: there is no answer that decides anything.</summary>
    public bool IsAway => Answer is not { IsAway: false };
}

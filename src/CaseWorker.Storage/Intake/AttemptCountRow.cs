namespace CaseWorker.Storage.Intake;

/// <summary>How often a message was begun without a good end; see <see cref="AttemptStore"/> for counts of 0 or less.</summary>
public sealed record AttemptCountRow
{
    public required byte[] KeyHash { get; init; }
    public required int Count { get; init; }
}

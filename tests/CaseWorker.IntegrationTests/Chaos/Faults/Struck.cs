namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>How an injection went.</summary>
/// <param name="Counts">False: it did not hit what it was meant to hit.</param>
/// <param name="Remark">For the report; null: nothing to say.</param>
internal sealed record Struck(bool Counts, string? Remark)
{
    public static readonly Struck Well = new(true, null);

    public static Struck Missed(string why) => new(false, why);
}

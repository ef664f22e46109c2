using System.Globalization;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>An injection that happened.</summary>
/// <param name="At">Since the start of the run.</param>
/// <param name="Rate">Cases offered a second, just before.</param>
/// <param name="InHand">What the target had in hand, just before.</param>
/// <param name="Counts">False: too little was offered or in hand, or it missed.</param>
internal sealed record Injection(Planned Planned, string Target, TimeSpan At, double Rate, int InHand, bool Counts, TimeSpan Took, string? Remark)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Planned.Number,3}  {At.TotalSeconds,6:F1} s  {Planned.Fault.Kind,-42} {Target,-14} {Rate,4:F0}/s  in hand {InHand,4}  took {Took.TotalSeconds,5:F1} s{(Counts ? "" : "  NOT COUNTED")}{(Remark is null ? "" : $"  ({Remark})")}");
}

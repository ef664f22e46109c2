using System.Globalization;
using CaseWorker.IntegrationTests.Chaos.Faults;

namespace CaseWorker.IntegrationTests.Chaos;

/// <summary>One line of the schedule.</summary>
/// <param name="Target">Which target, where the fault has several.</param>
/// <param name="Pause">From the one before to this.</param>
/// <param name="Overlaps">The next one does not wait until this is healed.</param>
internal sealed record Planned(int Number, Fault Fault, int Target, TimeSpan Lasts, TimeSpan Pause, bool Overlaps)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Number,3}  {Fault.Kind,-42} target {Target,2}  lasts {Lasts.TotalSeconds,4:F1} s  after {Pause.TotalSeconds:F1} s{(Overlaps ? "  overlaps" : "")}");
}

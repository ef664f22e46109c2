using CaseWorker.IntegrationTests.Chaos.Plant;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>Freezes a process at a moment that can only be recognised once it is frozen.</summary>
internal static class Freezing
{
    private const int Tries = 3000;

    /// <summary>Stops and continues the process until the question is answered with yes; then it stays stopped.</summary>
    /// <returns>False: the moment was never met, the process runs.</returns>
    public static async Task<bool> TryAsync(Slot slot, Func<bool> isIt)
    {
        for (var n = 0; n < Tries; n++)
        {
            slot.Signal(Signals.Stop);
            if (isIt())
                return true;

            slot.Signal(Signals.Continue);
            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }

        return false;
    }
}

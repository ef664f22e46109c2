namespace CaseWorker.Benchmarks.Whole;

/// <summary>What a process holds at a moment.</summary>
/// <param name="Handles">Open file descriptors.</param>
/// <param name="Sockets">Those of them that are connections or listen for some.</param>
internal sealed record ProcessFigures(double ResidentMiB, int Handles, int Sockets)
{
    public static ProcessFigures Of(int processId)
    {
        var handles = Directory.GetFiles($"/proc/{processId}/fd");
        return new ProcessFigures(ProcessMemory.ResidentMiB(processId), handles.Length, handles.Count(IsSocket));
    }

    private static bool IsSocket(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // Closed since it was listed.
            return false;
        }
    }
}

using System.Globalization;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>What the kernel says of another process.</summary>
internal static class ProcessMemory
{
    private const string Field = "VmRSS:";

    public static double ResidentMiB(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").First(text => text.StartsWith(Field, StringComparison.Ordinal));
        return double.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}

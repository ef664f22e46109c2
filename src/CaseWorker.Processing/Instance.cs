using System.Globalization;
using System.Security.Cryptography;

namespace CaseWorker.Processing;

/// <summary>This process among its peers: host, process id and four random hex digits. Never the same twice.</summary>
public sealed record Instance(string Name)
{
    public static Instance OfThisProcess() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}-{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}"));
}

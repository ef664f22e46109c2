using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CaseWorker.Processing.DueDates;

/// <summary>A number by which a case tells whether its dates were made by a policy as it is now.</summary>
internal static class PolicyMark
{
    /// <summary>Another one for each other policy, and for each other calendar that a policy counts by.</summary>
    /// <param name="calendarJson">As the catalogue keeps it; null: the policy has none, or one that is missing.</param>
    /// <returns>Above 0.</returns>
    public static long Of(string policyJson, string? calendarJson)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{policyJson}\n{calendarJson}"));
        return (BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue) | 1;
    }
}

using System.Globalization;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>Ids as the clients of the HelpCenter API know them: the number in 24 hex digits, from which it can be read again.</summary>
internal static class HexId
{
    public static string Of(int id) => id.ToString("x24", CultureInfo.InvariantCulture);
}

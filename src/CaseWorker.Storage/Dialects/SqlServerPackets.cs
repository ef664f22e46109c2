using Microsoft.Data.SqlClient;

namespace CaseWorker.Storage.Dialects;

/// <summary>Keeps the packets of a server apart where no TLS does.</summary>
/// <remarks>
/// A read from the network may bring the end of one packet and the beginning of the next. The reader that the driver uses by default
/// outside Windows then takes the next packet's header for letters of an nvarchar(max), and fails (5.2 to 7.1; TdsParserStateObject.TryReadChars
/// looks at the buffer only). With TLS a read brings one packet at most. The driver's other reader sorts packets before it looks into them.
/// </remarks>
internal static class SqlServerPackets
{
    private const string OlderReader = "Switch.Microsoft.Data.SqlClient.UseCompatibilityProcessSni";

    /// <summary>To be called before the first connection of the process; the driver asks once.</summary>
    public static void KeepApart(string connectionString)
    {
        if (new SqlConnectionStringBuilder(connectionString).Encrypt == SqlConnectionEncryptOption.Optional && !AppContext.TryGetSwitch(OlderReader, out _))
            AppContext.SetSwitch(OlderReader, false);
    }
}

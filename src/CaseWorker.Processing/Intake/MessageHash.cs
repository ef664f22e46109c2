using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaseWorker.Processing.Intake;

/// <summary>The hashes by which messages are told apart (spec 2.3).</summary>
public static class MessageHash
{
    /// <summary>SHA-256 of service id (decimal; 0 where unknown), a zero byte, and the exact bytes of the key.</summary>
    public static byte[] OfKey(int? serviceId, string messageKey)
    {
        var service = (serviceId ?? 0).ToString(CultureInfo.InvariantCulture);
        return SHA256.HashData([.. Encoding.ASCII.GetBytes(service), 0, .. Encoding.UTF8.GetBytes(messageKey)]);
    }

    /// <summary>SHA-256 of the body as it came.</summary>
    public static byte[] OfBody(ReadOnlySpan<byte> body) => SHA256.HashData(body);
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CaseWorker.Processing.Webhooks;

/// <summary>Signs what a webhook is sent, so that its receiver knows who sent it and when.</summary>
public static class WebhookSignature
{
    /// <summary>The value of the header: <c>t=UNIX_SECONDS,v1=HEX</c>, where HEX is HMAC-SHA256 of <c>UNIX_SECONDS.BODY</c> with the secret as UTF-8.</summary>
    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(time));
        hmac.AppendData("."u8);
        hmac.AppendData(body);
        return $"t={time},v1={Convert.ToHexStringLower(hmac.GetHashAndReset())}";
    }
}

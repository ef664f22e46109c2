using System.Security.Cryptography;
using System.Text;

namespace CaseWorker.Processing.Access;

/// <summary>What a key looks like.</summary>
public static class AccessRule
{
    /// <summary>Keys are at least this long.</summary>
    public const int MinKeyLength = 24;

    /// <summary>Keys are at most this long.</summary>
    public const int MaxKeyLength = 200;

    /// <summary>What a key must be, for messages.</summary>
    public const string KeyShape = "24 to 200 printable ASCII characters, not beginning or ending with a space";

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The access levels the HelpCenter API knows.</summary>
    public static IReadOnlyList<string> AccessLevels { get; } = ["RESELLER", "RESELLER_ADMIN", "ADMIN"];

    /// <summary>A new key: "cw_" and 40 letters and digits, 238 bits of chance.</summary>
    public static string NewKey() => "cw_" + RandomNumberGenerator.GetString(Alphabet, 40);

    /// <summary>SHA-256 of the key's UTF-8 bytes: all that is stored of it. A key is random, so it needs no salt and no slow hash.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>True for what every header can carry unchanged: see <see cref="KeyShape"/>.</summary>
    public static bool IsKey(string key) =>
        key.Length is >= MinKeyLength and <= MaxKeyLength && key.All(c => c is >= ' ' and < '\x7f') && key[0] != ' ' && key[^1] != ' ';
}

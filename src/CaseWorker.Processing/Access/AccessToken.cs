using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using CaseWorker.Storage.Access;

namespace CaseWorker.Processing.Access;

/// <summary>What an access token says: which key it stands for, and until when.</summary>
/// <remarks>On the wire "cwt_" and Base64Url of: secret id (4 bytes), key id (8), Unix seconds (8), HMAC-SHA256 of these (32). Callers take it as it is.</remarks>
internal sealed record AccessToken(long KeyId, DateTimeOffset ExpiresAt)
{
    private const string Prefix = "cwt_";
    private const int SignedLength = 20;
    private const int Length = SignedLength + HMACSHA256.HashSizeInBytes;

    /// <summary>The token as callers carry it.</summary>
    public string Seal(TokenSecretRow secret)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, secret.SecretId);
        BinaryPrimitives.WriteInt64BigEndian(bytes[4..], KeyId);
        BinaryPrimitives.WriteInt64BigEndian(bytes[12..], ExpiresAt.ToUnixTimeSeconds());
        HMACSHA256.HashData(secret.Secret, bytes[..SignedLength], bytes[SignedLength..]);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null for what was not sealed with one of the secrets; whether it has expired is for the caller to see.</summary>
    public static AccessToken? Open(string text, IReadOnlyList<TokenSecretRow> secrets)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || !TryDecode(text.AsSpan(Prefix.Length), bytes))
            return null;

        var secretId = BinaryPrimitives.ReadInt32BigEndian(bytes);
        if (secrets.FirstOrDefault(known => known.SecretId == secretId) is not { } secret)
            return null;

        HMACSHA256.HashData(secret.Secret, bytes[..SignedLength], signature);
        return CryptographicOperations.FixedTimeEquals(signature, bytes[SignedLength..])
            ? new AccessToken(BinaryPrimitives.ReadInt64BigEndian(bytes[4..]), DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[12..])))
            : null;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == Base64Url.GetEncodedLength(Length)
        && Base64Url.IsValid(text)
        && Base64Url.TryDecodeFromChars(text, bytes, out var count)
        && count == Length;
}

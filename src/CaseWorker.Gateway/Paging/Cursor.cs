using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace CaseWorker.Gateway.Paging;

/// <summary>Where a list goes on: the kind of its order and the last key shown, in a form that callers leave as it is.</summary>
internal static class Cursor
{
    /// <param name="order">A letter for the order of the list: the key of one order means nothing in another.</param>
    public static string Of(char order, long key) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{order}{key}")));

    /// <summary>False for what <see cref="Of"/> did not make for this order.</summary>
    public static bool TryRead(string cursor, char order, out long key)
    {
        key = 0;
        Span<byte> bytes = stackalloc byte[32];
        return cursor.Length <= 32
            && Base64Url.IsValid(cursor)
            && Base64Url.TryDecodeFromChars(cursor, bytes, out var count)
            && count > 1
            && bytes[0] == order
            && long.TryParse(bytes[1..count], NumberStyles.None, CultureInfo.InvariantCulture, out key);
    }
}

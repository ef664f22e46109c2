using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Cases.History;

/// <summary>The rows of a history that is imported, and what they say of the case. Pure.</summary>
/// <remarks>
/// An item is known by the hash of its members and its number among equal ones of the same import, so that two equal calls of an import
/// stay two, and the same import once more adds nothing.
/// </remarks>
public static class ImportedHistory
{
    private const int MaxAuthor = 200;
    private const int MaxEmail = 320;

    /// <summary>The items that the case does not have yet, in their order.</summary>
    /// <param name="author">Who brings the notes and calls; an e-mail has its sender.</param>
    /// <param name="known">The hashes of the items it has.</param>
    /// <param name="now">When items without a time of their own were written.</param>
    public static List<CaseHistoryRow> RowsOf(int caseId, IEnumerable<HistoryItem> items, string? author, IEnumerable<byte[]> known, DateTimeOffset now)
    {
        var stored = known.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        var equals = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<CaseHistoryRow>();
        foreach (var item in items)
        {
            var members = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(item, HistoryJson.Default.HistoryItem));
            var ordinal = equals[Convert.ToHexString(members)] = equals.GetValueOrDefault(Convert.ToHexString(members)) + 1;
            var hash = HashOf(members, ordinal);
            if (stored.Add(Convert.ToHexString(hash)))
                rows.Add(RowOf(caseId, item, author, hash, now));
        }

        return rows;
    }

    /// <summary>Whether it is an answer to the customer (spec 5): a call, or an e-mail of a rep.</summary>
    public static bool IsResponse(CaseHistoryRow row) => row.Type == "call" || (row.Type == "email" && row.RepId is not null);

    /// <summary>The customer's address in an e-mail: whom a rep wrote to, or who wrote to us. Null: none that can be read.</summary>
    public static string? CustomerOf(CaseHistoryRow row) =>
        row.Type == "email" ? EmailOf(row.RepId is null ? row.Sender : row.Recipients) : null;

    /// <summary>A text as an address by which a customer is found: in lower case, without a name around it. Null: it is none.</summary>
    public static string? EmailOf(string? text)
    {
        if (text is null)
            return null;

        var (from, to) = (text.IndexOf('<', StringComparison.Ordinal), text.IndexOf('>', StringComparison.Ordinal));
        var address = (from >= 0 && to > from ? text[(from + 1)..to] : text.Split(',', ';')[0]).Trim();
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < address.Length - 1 && address.Length <= MaxEmail && !address.Any(char.IsWhiteSpace) ? address.ToLowerInvariant() : null;
    }

    private static CaseHistoryRow RowOf(int caseId, HistoryItem item, string? author, byte[] hash, DateTimeOffset now)
    {
        var writer = item.From ?? author;
        return new CaseHistoryRow(
            caseId,
            item.At ?? now,
            writer?.Length > MaxAuthor ? writer[..MaxAuthor] : writer,
            item.RepId,
            item.Type,
            item.Title,
            item.Text,
            "import",
            item.From,
            item.To,
            item.Cc,
            item.Bcc,
            item.ReceivedAt,
            hash);
    }

    private static byte[] HashOf(byte[] members, int ordinal)
    {
        Span<byte> text = stackalloc byte[members.Length + sizeof(int)];
        members.CopyTo(text);
        BinaryPrimitives.WriteInt32BigEndian(text[members.Length..], ordinal);
        return SHA256.HashData(text);
    }
}

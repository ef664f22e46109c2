using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CaseWorker.Storage.TextSearch;

/// <summary>Words as SQL Server's full-text search gets them: small letters only, which no word breaker parts or changes, and which are no number.</summary>
/// <remarks>
/// Each half byte of a word's UTF-8 is a letter from a to p, so that a term begins with another exactly where its word begins with the
/// other's. Full-text search tells words apart by 64 characters: a longer word goes on in further terms, each of which begins with x and a
/// hash of all before it, so that the last one alone says what the whole word is.
/// </remarks>
internal static class FullTextTerms
{
    private const int HubDigits = 8;
    private const int BytesOfFirst = 26;
    private const int BytesOfNext = 21;
    private const char Next = 'x';
    private const char First = 'y';
    private const char Last = 'z';

    /// <summary>The text of a document: between two terms of its stamp the words.</summary>
    /// <param name="words">As <see cref="CaseWordsRow.Words"/>.</param>
    /// <param name="stamp">Tells this text of a case from those before it.</param>
    public static string ForIndex(string words, long stamp)
    {
        var text = new StringBuilder(First + OfStamp(stamp));
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var bytes = BytesOf(word);
            for (var start = 0; start == 0 || start < bytes.Length; start += start == 0 ? BytesOfFirst : BytesOfNext)
                text.Append(' ').Append(Term(word, bytes, start));
        }

        return text.Append(' ').Append(Last).Append(OfStamp(stamp)).ToString();
    }

    /// <summary>The condition that a document has this stamp at its beginning and at its end.</summary>
    public static string ForStamp(long stamp) => $"\"{First}{OfStamp(stamp)}\" AND \"{Last}{OfStamp(stamp)}\"";

    /// <summary>The condition that all of the words begin words of a document; null where there is none.</summary>
    /// <param name="words">As <c>SearchWords.ForQuery</c> makes them.</param>
    public static string? ForSearch(string words)
    {
        var conditions = JsonSerializer.Deserialize<string[]>(words)!.Select(word =>
        {
            var bytes = BytesOf(word);
            var start = bytes.Length <= BytesOfFirst ? 0 : bytes.Length - 1 - ((bytes.Length - 1 - BytesOfFirst) % BytesOfNext);
            return $"\"{Term(word, bytes, start)}*\"";
        }).ToList();
        return conditions.Count == 0 ? null : string.Join(" AND ", conditions);
    }

    private static string OfStamp(long stamp)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, stamp);
        return Letters(bytes);
    }

    private static byte[] BytesOf(string word) => Encoding.UTF8.GetBytes(word, HubDigits, word.Length - HubDigits);

    private static string Term(string word, byte[] bytes, int start) => start == 0
        ? Hub(word) + Letters(bytes.AsSpan(0, Math.Min(bytes.Length, BytesOfFirst)))
        : Next + Hash(word, bytes.AsSpan(0, start)) + Letters(bytes.AsSpan(start, Math.Min(bytes.Length - start, BytesOfNext)));

    // Eight hexadecimal digits.
    private static string Hub(string word) =>
        string.Create(HubDigits, word, static (letters, word) =>
        {
            for (var i = 0; i < letters.Length; i++)
                letters[i] = (char)('a' + Convert.ToInt32(word[i].ToString(), 16));
        });

    private static string Hash(string word, ReadOnlySpan<byte> before)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData([.. Encoding.UTF8.GetBytes(word, 0, HubDigits), .. before], hash);
        return Letters(hash[..sizeof(long)]);
    }

    private static string Letters(ReadOnlySpan<byte> bytes)
    {
        var letters = new StringBuilder(bytes.Length * 2);
        foreach (var one in bytes)
            letters.Append((char)('a' + (one >> 4))).Append((char)('a' + (one & 15)));

        return letters.ToString();
    }
}

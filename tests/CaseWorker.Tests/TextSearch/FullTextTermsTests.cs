using System.Text.Json;
using CaseWorker.Storage.TextSearch;
using CsCheck;
using Xunit;

namespace CaseWorker.Tests.TextSearch;

public sealed class FullTextTermsTests
{
    private const string Hub = "0000002a";

    // Letters of one to four bytes, few of them, so that beginnings meet.
    private static readonly string[] Letters = ["a", "b", "7", "ж", "語", "𝒳"];

    private static readonly Gen<string> Letter = Gen.Int[0, Letters.Length - 1].Select(place => Letters[place]);

    private static readonly Gen<string> Word = Letter.Array[1, 40].Select(letters => string.Concat(letters));

    [Fact]
    public void A_term_begins_a_term_of_a_word_exactly_where_its_word_begins_the_word() =>
        Gen.Select(Word, Gen.Int[1, 40], Word).Sample((word, length, other) =>
        {
            var start = word[..Math.Min(length, word.Length)];
            if (char.IsHighSurrogate(start[^1]))
                start += word[start.Length];

            return Finds(word, start) && Finds(word, other) == word.StartsWith(other, StringComparison.Ordinal)
                && Finds(word, start + other) == word.StartsWith(start + other, StringComparison.Ordinal);
        });

    [Fact]
    public void Terms_are_small_letters_and_as_long_as_full_text_search_tells_apart() =>
        Word.Sample(word => TermsOf(word).All(term => term.Length <= 60 && term.All(letter => letter is >= 'a' and <= 'z')));

    [Fact]
    public void No_word_of_one_hub_begins_a_word_of_another()
    {
        Assert.DoesNotContain(TermsOf("secret"), term => term.StartsWith(AskedFor("0000002b", "secret"), StringComparison.Ordinal));
        Assert.DoesNotContain(TermsOf(new string('s', 40)), term => term.StartsWith(AskedFor("0000002b", new string('s', 40)), StringComparison.Ordinal));
    }

    [Fact]
    public void A_search_asks_for_all_of_its_words_by_their_beginnings() =>
        Assert.Equal("\"aaaaaackgb*\" AND \"aaaaaackgcdb*\"", FullTextTerms.ForSearch("""["0000002aa","0000002ab1"]"""));

    [Fact]
    public void A_search_without_a_word_asks_nothing() => Assert.Null(FullTextTerms.ForSearch("[]"));

    [Fact]
    public void A_document_has_its_stamp_at_both_ends_and_no_word_looks_like_one()
    {
        var terms = FullTextTerms.ForIndex($" {Hub}a {Hub}{new string('z', 40)}", 0x1234).Split(' ');

        Assert.Equal($"\"{terms[0]}\" AND \"{terms[^1]}\"", FullTextTerms.ForStamp(0x1234));
        Assert.Equal(('y', 'z'), (terms[0][0], terms[^1][0]));
        Assert.DoesNotContain(terms[1..^1], term => term[0] is 'y' or 'z');
        Assert.NotEqual(FullTextTerms.ForStamp(0x1235), FullTextTerms.ForStamp(0x1234));
        Assert.Equal(FullTextTerms.ForStamp(0x1234).Length, FullTextTerms.ForStamp(long.MaxValue).Length);
    }

    private static bool Finds(string word, string asked)
    {
        var term = AskedFor(Hub, asked);
        return TermsOf(word).Any(each => each.StartsWith(term, StringComparison.Ordinal));
    }

    private static string[] TermsOf(string word) => FullTextTerms.ForIndex($" {Hub}{word}", 1).Split(' ')[1..^1];

    private static string AskedFor(string hub, string word) => FullTextTerms.ForSearch(JsonSerializer.Serialize(new[] { hub + word }))![1..^2];
}

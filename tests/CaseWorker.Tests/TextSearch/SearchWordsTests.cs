using System.Text.Json;
using CaseWorker.Processing.TextSearch;
using Xunit;

namespace CaseWorker.Tests.TextSearch;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Hej, min skærm går i sort!", "hej min skærm gar i sort")]
    [InlineData("don't stop-now", "don t stop now")]
    [InlineData("naïve Ångström ΟΔΟΣ Straße", "naive angstrom οδοσ straße")]
    [InlineData("ﬁle １２３ ① Ⅷ", "file 123 1 viii")]
    [InlineData("日本語です iPhone手机", "日本 本語 語で です す iphone 手机 机")]
    [InlineData("한국 서울", "한국 서울")]
    [InlineData("สวัสดี", "สว วั ัส สด ดี ี")]
    [InlineData("👍🏽 ok 🔥🔥", "👍 ok 🔥")]
    [InlineData("हिन्दी", "हिन्दी")]
    [InlineData("a\u0000b\uFFFDc", "a b c")]
    [InlineData("", "")]
    [InlineData("!?", "")]
    public void A_text_is_parted_into_small_words_without_accents(string text, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal), Indexed(text).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("日本語", "日本 本語")]
    [InlineData("語", "語")]
    [InlineData("手机 iPhone", "手机 iphone")]
    [InlineData("+45 12 34 56 78", "4512345678")]
    [InlineData("12 34", "12 34")]
    [InlineData("12 34 56 78 and more", "12 34 56 78 and more")]
    [InlineData("1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6", "1 2 3 4 5 6 7 8 9 0")]
    public void A_search_looks_for_the_words_of_its_text(string text, string words) => Assert.Equal(words.Split(' '), Asked(text));

    [Theory]
    [InlineData("+45 12 34 56 78", "12345678")]
    [InlineData("+45 12 34 56 78", "4512345678")]
    [InlineData("tel. 12345678", "345678")]
    [InlineData("(0045) 1234-5678 or", "12345678")]
    public void A_phone_number_is_found_by_its_digits_however_it_is_written(string text, string digits) =>
        Assert.Contains(Indexed(text), word => word.StartsWith(digits, StringComparison.Ordinal));

    [Fact]
    public void Halves_of_characters_are_no_words_and_no_harm() => Assert.Equal(["a", "b"], Indexed("a\uD83D b\uDC00").Order(StringComparer.Ordinal));

    [Fact]
    public void Very_long_words_are_cut_alike_where_they_are_stored_and_where_they_are_looked_for()
    {
        var stored = Assert.Single(Indexed(new string('x', 5000)));
        Assert.Equal(stored, Assert.Single(Asked(new string('x', 400))));
        Assert.All(Indexed(string.Concat(Enumerable.Repeat("𝒳", 100)) + string.Concat(Enumerable.Repeat("a𐐀", 100))), word => Assert.True(word.Length <= 40 && !char.IsHighSurrogate(word[^1])));
    }

    [Fact]
    public void So_many_words_of_a_case_and_of_a_search_count()
    {
        Assert.Equal(SearchWords.MaxOfCase, Indexed(string.Join(' ', Enumerable.Range(0, SearchWords.MaxOfCase + 500).Select(n => $"w{n}"))).Length);
        Assert.Equal(SearchWords.MaxOfQuery, Asked(string.Join(' ', Enumerable.Range(0, 100).Select(n => $"w{n}"))).Length);
    }

    [Fact]
    public void Nothing_that_a_caller_can_write_becomes_more_than_letters_digits_and_symbols()
    {
        var all = string.Concat(Enumerable.Range(0, 0xFFFF).Select(unit => (char)unit)) + "\" OR \"* NEAR( ' ; -- \\ %_[]";
        foreach (var word in Asked(all[..5000]).Concat(Indexed(all)))
            Assert.DoesNotContain(word, letter => char.IsWhiteSpace(letter) || (letter < 128 && !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter)));
    }

    private static string[] Indexed(string text) =>
        [.. SearchWords.ForIndex(7, [text]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Plain)];

    private static string[] Asked(string text) => [.. JsonSerializer.Deserialize<string[]>(SearchWords.ForQuery(7, text))!.Select(Plain)];

    private static string Plain(string word)
    {
        Assert.StartsWith("00000007", word, StringComparison.Ordinal);
        return word[8..];
    }
}

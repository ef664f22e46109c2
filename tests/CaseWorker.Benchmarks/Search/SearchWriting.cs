using System.Text;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Texts of words that are made up, with few that are frequent and many that are rare, as in any language.</summary>
internal static class SearchWriting
{
    private const int WordCount = 30_000;

    private static readonly string[] Syllables =
        ["ka", "re", "to", "mi", "sen", "lu", "dan", "vor", "be", "ti", "sø", "pra", "ne", "gul", "hi", "mer", "fo", "stra", "wen", "ci", "æb", "jo", "quer", "xi", "yo", "zan", "dé", "ån", "lip", "bru"];

    private static readonly string[] All = [.. Enumerable.Range(0, WordCount).Select(WordAt)];

    private static readonly string[] FirstNames = ["Anna", "Bo", "Carla", "Dagmar", "Erik", "Frida", "Gustav", "Hanne", "Ida", "Jørgen", "Karen", "Lars", "Mikkel", "Nora", "Ole", "Per", "Rikke", "Søren", "Tove", "Ulla"];

    private static readonly string[] LastNames = ["Andersen", "Berg", "Christensen", "Dahl", "Eriksen", "Friis", "Grøn", "Hansen", "Iversen", "Jensen", "Kjær", "Larsen", "Madsen", "Nielsen", "Olsen", "Petersen", "Rasmussen", "Schmidt", "Thomsen", "Winther"];

    /// <summary>A word; a low place is a frequent one.</summary>
    public static string Word(int place) => All[place % WordCount];

    /// <summary>So many words, as the dice fall.</summary>
    public static string Write(Random random, int words)
    {
        var text = new StringBuilder(words * 7);
        for (var i = 0; i < words; i++)
            text.Append(i == 0 ? "" : i % 11 == 0 ? ". " : " ").Append(All[Place(random)]);

        return text.ToString();
    }

    public static string FirstName(int number) => FirstNames[number % FirstNames.Length];

    public static string LastName(int number) => LastNames[number / FirstNames.Length % LastNames.Length];

    private static int Place(Random random) => (int)(WordCount * Math.Pow(random.NextDouble(), 3));

    private static string WordAt(int place)
    {
        var text = new StringBuilder();
        var rest = place + Syllables.Length;
        for (; rest > 0; rest /= Syllables.Length)
            text.Append(Syllables[rest % Syllables.Length]);

        return text.ToString();
    }
}

using System.Text.Json;

namespace CaseWorker.Tests.Fuzz;

/// <summary>Values that programs trip over.</summary>
internal static class NastyValues
{
    /// <summary>Stands for half a surrogate pair, which no well-formed string of ours can hold; written as the escape where JSON is made.</summary>
    public const char LoneSurrogate = '\uE0D8';

    /// <summary>What must not be found as a header of an answer.</summary>
    public const string InjectedHeader = "X-Injected";

    private static readonly string[] Texts =
    [
        "", " ", "\t", "null", "true", "false", "0", "-0", "-1", "1", "1.5", "1e2", "1e309", "NaN", "Infinity", "+1", " 1 ", "0x10", "1_000", "01",
        "2147483647", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "99999999999999999999999999999999",
        "１２", "٣", "\u202Eabc\u202C", "שלום עולם", "e\u0301\u0301\u0301", "😀", "👩‍👩‍👧‍👦", "İıŞß", "ﷺ", "𝒳", "\uFFFE", "\uFEFFbom", "\u0000", "a\u0000b", "\u001b[31m", "\u0085", "\u2028",
        $"{LoneSurrogate}", $"a{LoneSurrogate}b", $"\r\n{InjectedHeader}: 1", $"x\n{InjectedHeader}: 1\n\n", "<script>alert(1)</script>", "' OR 1=1 --", "\"; DROP TABLE SupportCase; --", "%", "_", "%' ESCAPE '!", "[a-z]%",
        "\\", "..", "../../etc/passwd", "{0}", "{{", "${jndi:ldap://x}", "%00", "%zz", "&a=b", "a=b;c=d", "*", "\"", "'", "`", "AND", "NOT", "NEAR(a b)", "a*", "\"unclosed", "-a", "col:val", "^a",
        "0001-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999-14:00", "0001-01-01T00:00:00+14:00", "2026-02-30", "2026-13-01", "24:00", "1970-01-01 00:00:00", "253402300800", "-62135596801", "99999999999999",
        "PT0S", "P1D", "P99999999999D", "P1Y", "-PT1H", "PT9999999999H", "{\"before\":\"2026-01-01\"}", "{\"after\":1}", "{\"before\":{}}", "[]", "{}", "[1,2", "{\"a\"", "{\"after\":\"0001-01-01\",\"before\":\"9999-12-31\"}",
        "asc", "DESC", "caseid desc", "date_opened sideways", "new,open", "id;", "1 desc, 2",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "1.0", "1.5", "1e2", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483648", "-2147483649", "9223372036854775807", "9223372036854775808",
        "12345678901234567890123456789012345678901234567890", "0.1e1", "100000000000000000000e-20",
    ];

    private static readonly string[] Others = ["null", "true", "false", "[]", "{}", "[null]", "{\"\":\"\"}", "[[]]", "{\"a\":{\"a\":{}}}", "[1,\"a\",null,true,{}]"];

    /// <summary>A text; now and then a long one.</summary>
    public static string Text(Random random) => random.Next(100) switch
    {
        0 => new string('x', 101),
        1 => new string('é', 4001),
        2 => string.Concat(Enumerable.Repeat("😀", 2001)),
        3 => "a" + new string('\u0301', 500),
        4 => new string('9', 1000),
        5 => new string('x', 70_000),
        _ => random.Pick(Texts),
    };

    /// <summary>A short one, for where the length is bounded by HTTP.</summary>
    public static string ShortText(Random random) => random.Next(40) == 0 ? new string('x', random.Next(200, 2000)) : random.Pick(Texts);

    /// <summary>A JSON value as it is written.</summary>
    public static string Json(Random random) => random.Next(10) switch
    {
        < 4 => random.Pick(Numbers),
        < 7 => random.Pick(Others),
        7 => Deep(random.Pick([30, 63, 64, 65, 100, 2000]), random.Next(2) == 0),
        _ => JsonText(Text(random)),
    };

    /// <summary>A text as JSON writes it, halves of pairs included.</summary>
    public static string JsonText(string text) => WithHalves(JsonSerializer.Serialize(text));

    /// <summary>JSON with the escape of half a pair where <see cref="LoneSurrogate"/> stood.</summary>
    public static string WithHalves(string json) => json.Replace("\\uE0D8", "\\ud83d", StringComparison.Ordinal);

    /// <summary>Arrays or objects in each other.</summary>
    public static string Deep(int depth, bool isArray) => isArray
        ? new string('[', depth) + new string(']', depth)
        : string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    public static T Pick<T>(this Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>True in one of <paramref name="of"/>.</summary>
    public static bool Once(this Random random, int of) => random.Next(of) == 0;
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace CaseWorker.Benchmarks.Search;

/// <summary>A statement that the program ran, with the values that it ran it with.</summary>
/// <param name="Values">By the name of the parameter, with its sign.</param>
internal sealed record TracedStatement(string Text, IReadOnlyDictionary<string, object?> Values)
{
    private static readonly Regex Parameter = new("@[A-Za-z_][A-Za-z0-9_]*", RegexOptions.Compiled);
    private static readonly Regex Literal = new("\\GNULL|\\G-?[0-9]+(?:[.][0-9eE+-]+)?|\\Gx'[0-9A-Fa-f]*'|\\G'(?:[^']|'')*'", RegexOptions.Compiled);

    /// <summary>Reads what <see cref="StatementTrace"/> wrote.</summary>
    public static IEnumerable<TracedStatement> Read(string trace) =>
        from line in trace.Split(StatementTrace.After, StringSplitOptions.RemoveEmptyEntries)
        let texts = line.Split(StatementTrace.Between)
        where texts.Length == 2
        select new TracedStatement(texts[0], ValuesOf(texts[0], texts[1]));

    // Where the one text has a parameter, the other has its value.
    private static Dictionary<string, object?> ValuesOf(string text, string withValues)
    {
        var values = new Dictionary<string, object?>();
        var (at, atValue) = (0, 0);
        foreach (Match parameter in Parameter.Matches(text))
        {
            atValue += parameter.Index - at;
            var literal = Literal.Match(withValues, atValue);
            if (!literal.Success)
                throw new FormatException($"A value must follow in: {withValues[atValue..]}");

            values[parameter.Value] = ValueOf(literal.Value);
            at = parameter.Index + parameter.Length;
            atValue += literal.Length;
        }

        return values;
    }

    private static object? ValueOf(string literal) => literal[0] switch
    {
        'N' => null,
        'x' => Convert.FromHexString(literal[2..^1]),
        '\'' => literal[1..^1].Replace("''", "'", StringComparison.Ordinal),
        _ when literal.Contains('.', StringComparison.Ordinal) => literal,
        _ => long.Parse(literal, CultureInfo.InvariantCulture),
    };
}

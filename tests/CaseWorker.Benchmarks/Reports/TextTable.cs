using System.Globalization;
using System.Text;

namespace CaseWorker.Benchmarks.Reports;

/// <summary>A plain table: the first column left, numbers right.</summary>
internal sealed class TextTable(params string[] heads)
{
    private readonly List<string[]> rows = [heads];

    public void Add(string name, params double[] numbers) =>
        rows.Add([name, .. numbers.Select(number => number.ToString(Format(number), CultureInfo.InvariantCulture))]);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, rows.Max(row => row.Length)).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
                text.Append(column == 0 ? row[0].PadRight(widths[0]) : "  " + row[column].PadLeft(widths[column]));

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string Format(double number) => Math.Abs(number) switch
    {
        >= 100 => "N0",
        >= 1 => "0.00",
        _ => "0.000",
    };
}

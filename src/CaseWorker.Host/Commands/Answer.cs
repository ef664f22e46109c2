using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace CaseWorker.Host.Commands;

/// <summary>How commands answer on standard output: tables for people, JSON for machines.</summary>
internal static class Answer
{
    // Wide enough that a table sent to a file is not folded.
    private const int WidthOfFiles = 400;

    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new InstantConverter() },
    };

    /// <summary>Indented, camelCase, instants in UTC with Z; the same names as over HTTP.</summary>
    public static void Json<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, JsonOptions));

    /// <summary>One row per item, one column per header; control characters are shown, not obeyed.</summary>
    public static void Table(IReadOnlyList<string> headers, IEnumerable<object?[]> rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var header in headers)
            table.AddColumn(header);

        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(Show(cell))));

        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthOfFiles;

        AnsiConsole.Write(table);
    }

    /// <summary>Name and value, a line each.</summary>
    public static void Pairs(IEnumerable<(string Name, object? Value)> pairs) =>
        Table(["Name", "Value"], pairs.Select(pair => new[] { pair.Name, pair.Value }));

    private static string Show(object? value) => value switch
    {
        null => "",
        DateTimeOffset instant => InstantConverter.Text(instant),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => string.Concat(value.ToString()!.Select(letter => char.IsControl(letter) && letter != '\n' ? '·' : letter)),
    };

    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using SQLitePCL;

namespace CaseWorker.Benchmarks.Search;

/// <summary>A statement of a call with all that is known of it before it runs: where its values go, and the names of its columns as JSON has them.</summary>
internal sealed unsafe class HandStep(sqlite3_stmt statement, HandStatement told)
{
    private readonly (int Place, object? Value)[] values = [.. told.Values.Select(value => (raw.sqlite3_bind_parameter_index(statement, value.Name), value.Value))];

    private readonly JsonEncodedText[] names =
        [.. Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => JsonEncodedText.Encode(raw.sqlite3_column_name(statement, column).utf8_to_string(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];

    /// <summary>Runs it and writes an array of its rows, each an object of all columns.</summary>
    public void Write(Utf8JsonWriter json)
    {
        foreach (var (place, value) in values)
            HandStatements.Bind(statement, place, value);

        json.WriteStartArray();
        while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
        {
            json.WriteStartObject();
            for (var column = 0; column < names.Length; column++)
                WriteValue(json, column);

            json.WriteEndObject();
        }

        raw.sqlite3_reset(statement);
        json.WriteEndArray();
    }

    private void WriteValue(Utf8JsonWriter json, int column)
    {
        switch (raw.sqlite3_column_type(statement, column))
        {
            case raw.SQLITE_INTEGER:
                json.WriteNumber(names[column], raw.sqlite3_column_int64(statement, column));
                break;
            case raw.SQLITE_FLOAT:
                json.WriteNumber(names[column], raw.sqlite3_column_double(statement, column));
                break;
            case raw.SQLITE_TEXT:
                WriteText(json, column);
                break;
            case raw.SQLITE_BLOB:
                json.WriteBase64String(names[column], raw.sqlite3_column_blob(statement, column));
                break;
            default:
                json.WriteNull(names[column]);
                break;
        }
    }

    // Both speak UTF-8: no string is made between them.
    private void WriteText(Utf8JsonWriter json, int column)
    {
        fixed (byte* text = raw.sqlite3_column_text(statement, column))
            json.WriteString(names[column], new ReadOnlySpan<byte>(text, raw.sqlite3_column_bytes(statement, column)));
    }
}

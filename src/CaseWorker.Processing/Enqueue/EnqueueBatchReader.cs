using System.Text.Json;
using System.Text.Unicode;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Reads a JSON array of CaseEnqueue objects. Pure; never throws.</summary>
public static class EnqueueBatchReader
{
    /// <summary>Most items of a batch; the fewest are 1.</summary>
    public const int MaxItems = 1000;

    /// <summary>One reading for each item, in order; null when the body is no JSON array, is empty, or has too many.</summary>
    public static IReadOnlyList<EnqueueReading>? Read(ReadOnlySpan<byte> utf8Json)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json[3..];

        if (!Utf8.IsValid(utf8Json))
            return null;

        var readings = new List<EnqueueReading>();
        var reader = new Utf8JsonReader(utf8Json);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                return null;

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (readings.Count == MaxItems)
                    return null;

                readings.Add(EnqueueReader.Read(utf8Json[start..(int)reader.BytesConsumed]));
            }

            // Only white space may follow; anything else throws here.
            reader.Read();
        }
        catch (JsonException)
        {
            return null;
        }

        return readings.Count == 0 ? null : readings;
    }
}

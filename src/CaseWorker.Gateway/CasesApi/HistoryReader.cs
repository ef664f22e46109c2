using System.Globalization;
using System.Text;
using System.Text.Json;
using CaseWorker.Processing.Cases.History;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>Reads the parameter <c>history</c>: a JSON array of notes, calls and e-mails, as a text.</summary>
internal static class HistoryReader
{
    /// <summary>The largest history in bytes of UTF-8.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>The items in their order. Null: it can't be read, and the fields say why.</summary>
    public static List<HistoryItem>? Read(string history, RequestFields fields)
    {
        if (Encoding.UTF8.GetByteCount(history) > MaxBytes)
        {
            fields.Refuse("history", string.Create(CultureInfo.InvariantCulture, $"must have at most {MaxBytes} bytes."));
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(history);
            if (ItemsOf(document.RootElement) is { } items)
                return ReadAll(items, fields);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Told below; half a surrogate pair, written as an escape, is valid JSON but no text.
        }

        fields.Refuse("history", "must be a JSON array.");
        return null;
    }

    // PHP writes a list from which some were taken away as an object whose names are the places.
    private static IEnumerable<JsonElement>? ItemsOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray(),
        JsonValueKind.Object when json.GetPropertyCount() > 0 && json.EnumerateObject().All(member => member.Name.All(char.IsAsciiDigit)) =>
            json.EnumerateObject().Select(member => member.Value),
        _ => null,
    };

    private static List<HistoryItem>? ReadAll(IEnumerable<JsonElement> array, RequestFields fields)
    {
        var items = new List<HistoryItem>();
        foreach (var json in array)
        {
            var (item, fault) = Read(json);
            if (item is null)
            {
                fields.Refuse("history", string.Create(CultureInfo.InvariantCulture, $"must have good items, item {items.Count + 1} has not: {fault}"));
                return null;
            }

            items.Add(item);
        }

        return items;
    }

    private static (HistoryItem? Item, string? Fault) Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return (null, "it must be an object.");

        var type = Text(json, "type")?.ToLowerInvariant();
        return type switch
        {
            "note" or "call" => ReadNote(json, type),
            "email" => ReadEmail(json),
            _ => (null, "type must be call, note or email."),
        };
    }

    private static (HistoryItem? Item, string? Fault) ReadNote(JsonElement json, string type)
    {
        var at = Instant(json, "date_added", out var wrong);
        if ((Missing(json, "title", "note") ?? wrong) is { } fault)
            return (null, fault);

        return Checked(new HistoryItem { Type = type, Title = Text(json, "title"), Text = Text(json, "note")!, At = at });
    }

    private static (HistoryItem? Item, string? Fault) ReadEmail(JsonElement json)
    {
        var sentAt = Instant(json, "date_sent", out var wrongSent);
        var receivedAt = Instant(json, "date_recvd", out var wrongReceived);
        var repId = Id(json, "repid", out var wrongRep);
        if ((Missing(json, "to", "from", "subject", "body") ?? wrongSent ?? wrongReceived ?? wrongRep) is { } fault)
            return (null, fault);

        return Checked(new HistoryItem
        {
            Type = "email",
            Title = Text(json, "subject"),
            Text = Text(json, "body")!,
            At = sentAt ?? receivedAt,
            From = Text(json, "from"),
            To = Text(json, "to"),
            Cc = Text(json, "cc"),
            Bcc = Text(json, "bcc"),
            ReceivedAt = receivedAt,
            RepId = repId,
        });
    }

    private static (HistoryItem? Item, string? Fault) Checked(HistoryItem item) =>
        HistoryRule.Check(item) is { } fault ? (null, $"{fault.Field} {fault.Must}") : (item, null);

    private static string? Missing(JsonElement json, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(json, name) is null)
                return $"{name} is required.";
        }

        return null;
    }

    private static string? Text(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return null;

        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
    }

    private static DateTimeOffset? Instant(JsonElement json, string name, out string? fault)
    {
        var text = Text(json, name);
        var instant = string.IsNullOrEmpty(text) ? null : LegacyDate.ParseStored(text);
        fault = string.IsNullOrEmpty(text) || instant is not null ? null : $"{name} must be {LegacyDate.Shape}.";
        return instant;
    }

    private static int? Id(JsonElement json, string name, out string? fault)
    {
        fault = null;
        if (Text(json, name) is not { Length: > 0 } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return id == 0 ? null : id;

        fault = $"{name} must be a whole number.";
        return null;
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Reads a CaseEnqueue from JSON: the one reading for gateway, router and worker. Pure; never throws.</summary>
/// <remarks>
/// By hand rather than by a serialiser, because all errors are wanted at once, duplicates and lone surrogates must be seen, and
/// numbers may come as strings. Members are found whatever their case; unknown ones are skipped; null is as good as absent.
/// </remarks>
public static class EnqueueReader
{
    internal const string NotANumber = "must be a whole number between -2147483648 and 2147483647.";
    internal const string NotABoolean = "must be true or false.";
    private const string NotText = "must be a text.";
    private const string LoneSurrogate = "must not contain half of a surrogate pair.";

    private static readonly (byte[] Utf8Name, EnqueueMember Member)[] Members =
        [.. Enum.GetValues<EnqueueMember>().Select(member => (Encoding.UTF8.GetBytes(member.ToString()), member))];

    /// <summary>Reads one object, and nothing after it. A byte order mark before it is skipped.</summary>
    /// <param name="fromGateway">Whether our gateway wrote it: only then its member <c>case</c> counts (spec 5).</param>
    public static EnqueueReading Read(ReadOnlySpan<byte> utf8Json, bool fromGateway = false)
    {
        if (utf8Json.StartsWith("\uFEFF"u8))
            utf8Json = utf8Json[3..];

        if (!Utf8.IsValid(utf8Json))
            return EnqueueReading.Malformed("The body must be UTF-8.");

        var reader = new Utf8JsonReader(utf8Json);
        var draft = new EnqueueDraft();
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return EnqueueReading.Malformed("The body must be a JSON object.");

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                ReadMember(ref reader, draft, fromGateway);

            // Only white space may follow; anything else throws here.
            reader.Read();
        }
        catch (JsonException exception)
        {
            return EnqueueReading.Malformed($"The body must be JSON, fails at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}.");
        }

        return draft.Finish();
    }

    private static void ReadMember(ref Utf8JsonReader reader, EnqueueDraft draft, bool fromGateway)
    {
        if (Find(ref reader, draft) is not { } member)
        {
            if (fromGateway && !reader.ValueIsEscaped && reader.ValueTextEquals(CaseWishJson.Member))
                draft.SetWish(CaseWishJson.Read(ref reader));
            else
                reader.Skip();

            return;
        }

        draft.Begin(member);
        reader.Read();
        if (member == EnqueueMember.CaseId || reader.TokenType == JsonTokenType.Null)
            reader.Skip();
        else if (member == EnqueueMember.CustomProperties && reader.TokenType == JsonTokenType.StartObject)
            ReadProperties(ref reader, draft);
        else
            ReadValue(ref reader, member, draft);
    }

    private static EnqueueMember? Find(ref Utf8JsonReader reader, EnqueueDraft draft)
    {
        foreach (var (utf8Name, member) in Members)
        {
            if (reader.ValueSpan.SequenceEqual(utf8Name))
                return member;
        }

        if (Text(ref reader) is not { } name)
        {
            draft.RefuseBody("A member's name " + LoneSurrogate);
            return null;
        }

        if (EnqueueMembers.Find(name) is { } found)
            return found;

        draft.BeginUnknown(name);
        return null;
    }

    private static void ReadValue(ref Utf8JsonReader reader, EnqueueMember member, EnqueueDraft draft)
    {
        var isNumber = member is EnqueueMember.ServiceId or EnqueueMember.CustomerId;
        if (reader.TokenType == JsonTokenType.Number && isNumber)
        {
            if (reader.TryGetInt32(out var number))
                draft.Set(member, number);
            else
                draft.Refuse(member, NotANumber);
        }
        else if (reader.TokenType is JsonTokenType.True or JsonTokenType.False && member == EnqueueMember.AutoClose)
        {
            draft.SetAutoClose(reader.TokenType == JsonTokenType.True);
        }
        else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            draft.Refuse(member, isNumber ? NotANumber : member == EnqueueMember.AutoClose ? NotABoolean
                : member == EnqueueMember.CustomProperties ? "must be an object of texts." : NotText);
            reader.Skip();
        }
        else if (Text(ref reader) is { } text)
        {
            draft.Set(member, text);
        }
        else
        {
            draft.Refuse(member, LoneSurrogate);
        }
    }

    // The order is kept. A property without a value is there, and empty.
    private static void ReadProperties(ref Utf8JsonReader reader, EnqueueDraft draft)
    {
        draft.BeginProperties();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Text(ref reader);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                draft.Refuse(EnqueueMember.CustomProperties, "must have texts as values.");
                reader.Skip();
                continue;
            }

            var value = reader.TokenType == JsonTokenType.Null ? "" : Text(ref reader);
            if (key is null || value is null)
                draft.Refuse(EnqueueMember.CustomProperties, LoneSurrogate);
            else
                draft.AddProperty(key, value);
        }
    }

    // Numbers and booleans where text is wanted are taken as they are written. Null: a lone surrogate, which an escape can smuggle into valid UTF-8.
    private static string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return Encoding.ASCII.GetString(reader.ValueSpan);

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

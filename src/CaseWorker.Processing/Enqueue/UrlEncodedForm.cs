using System.Globalization;
using System.Text;

namespace CaseWorker.Processing.Enqueue;

/// <summary>The fields of a body of <c>application/x-www-form-urlencoded</c>. Pure; never throws.</summary>
/// <remarks>By hand, because the framework's reader takes escapes that are no UTF-8 for text, and nobody would ever know.</remarks>
public static class UrlEncodedForm
{
    /// <summary>What a body must be, for messages.</summary>
    public const string Must = "The body must be a form in UTF-8 with percent signs before two hex digits only.";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The fields in their order, repeated ones too; those without a name and a value are left out. Null: a broken escape, or bytes that are no UTF-8.</summary>
    public static List<(string Name, string Value)>? Read(ReadOnlySpan<byte> body)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var range in body.Split((byte)'&'))
        {
            var field = body[range];
            if (field.IsEmpty)
                continue;

            var equals = field.IndexOf((byte)'=');
            var name = Decode(equals < 0 ? field : field[..equals]);
            var value = equals < 0 ? "" : Decode(field[(equals + 1)..]);
            if (name is null || value is null)
                return null;

            fields.Add((name, value));
        }

        return fields;
    }

    private static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length];
        var count = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var value = encoded[i];
            if (value == '%')
            {
                if (i + 2 >= encoded.Length || !byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
                    return null;

                i += 2;
            }
            else if (value == '+')
            {
                value = (byte)' ';
            }

            bytes[count++] = value;
        }

        try
        {
            return Strict.GetString(bytes.AsSpan(0, count));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

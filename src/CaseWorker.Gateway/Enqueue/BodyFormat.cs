using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>How a body is written, by its Content-Type.</summary>
/// <param name="IsForm">True: application/x-www-form-urlencoded. False: JSON.</param>
/// <param name="Encoding">Null: UTF-8. Otherwise it throws on bytes that are no text.</param>
internal sealed record BodyFormat(bool IsForm, Encoding? Encoding)
{
    /// <summary>For the caller who sent something else.</summary>
    public const string Accepted = "application/json, text/json or application/x-www-form-urlencoded";

    /// <summary>Null: no Content-Type, or one that is not read here.</summary>
    public static BodyFormat? Of(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } || !MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return null;

        var isForm = Is(type, "application/x-www-form-urlencoded");
        if (!isForm && !Is(type, "application/json") && !Is(type, "text/json"))
            return null;

        var charset = HeaderUtilities.RemoveQuotes(type.Charset).Value;
        if (charset is null or "" || charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            return new BodyFormat(isForm, null);

        // Signs and escapes of a form are bytes, so each character must be one: ISO 8859-1 is what widespread Java clients say unless told otherwise.
        return Find(charset) is { } encoding && (!isForm || encoding.IsSingleByte) ? new BodyFormat(isForm, encoding) : null;
    }

    /// <summary>The body in UTF-8 without a byte order mark; bytes that are no text become bytes that are no UTF-8, so that the reader refuses them.</summary>
    public ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> body)
    {
        try
        {
            if (Encoding is not null)
                body = IsForm ? FormInUtf8(body.Span, Encoding) : Encoding.UTF8.GetBytes(Encoding.GetString(body.Span));

            return body.Span.StartsWith(Encoding.UTF8.Preamble) ? body[Encoding.UTF8.Preamble.Length..] : body;
        }
        catch (DecoderFallbackException)
        {
            return new byte[] { 0xff };
        }
    }

    // Escapes are bytes of the other encoding too.
    private static byte[] FormInUtf8(ReadOnlySpan<byte> form, Encoding encoding)
    {
        var written = new List<byte>(form.Length);
        for (var i = 0; i < form.Length; i++)
        {
            var isEscape = form[i] == '%' && i + 2 < form.Length && byte.TryParse(form.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
            var value = isEscape ? byte.Parse(form.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : form[i];
            if (value < 0x80)
            {
                written.Add(form[i]);
                continue;
            }

            written.AddRange(Encoding.UTF8.GetBytes(encoding.GetString([value])));
            i += isEscape ? 2 : 0;
        }

        return [.. written];
    }

    private static bool Is(MediaTypeHeaderValue type, string name) => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase);

    private static Encoding? Find(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // NotSupportedException is UTF-7, which the framework knows and will not read.
            return null;
        }
    }
}

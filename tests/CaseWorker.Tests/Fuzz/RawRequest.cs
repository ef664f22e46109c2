using System.Text;

namespace CaseWorker.Tests.Fuzz;

/// <summary>A request as it goes over the wire, right or wrong.</summary>
internal sealed class RawRequest
{
    public required FuzzRoute Route { get; init; }

    /// <summary>Whose key it is; null: none, or one that is not valid.</summary>
    public FuzzHub? Caller { get; set; }

    public bool IsOperator { get; set; }

    public required string Method { get; set; }

    /// <summary>The path as it is sent: encoded, or wrongly not.</summary>
    public required string Path { get; set; }

    /// <summary>Behind the question mark, as it is sent; empty: no question mark.</summary>
    public string Query { get; set; } = "";

    public List<(string Name, string Value)> Headers { get; } = [];

    public byte[] Body { get; set; } = [];

    /// <summary>True: the body is sent in chunks.</summary>
    public bool IsChunked { get; set; }

    /// <summary>True: it is no HTTP, so that the web server itself refuses it, with a bare status, before any API is asked.</summary>
    public bool IsNoHttp
    {
        get => field || Headers.Any(header => header.Value.Any(c => c >= 0x80) || header.Name is "Transfer-Encoding" or "Connection" or "Upgrade");
        set;
    }

    /// <summary>True: less is sent than was announced, and then nothing more.</summary>
    public bool IsCutOff { get; set; }

    public byte[] ToBytes()
    {
        var head = new StringBuilder();
        head.Append(Method).Append(' ').Append(Path);
        if (Query.Length > 0)
            head.Append('?').Append(Query);

        head.Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");

        byte[] body = Body;
        if (IsChunked)
        {
            head.Append("Transfer-Encoding: chunked\r\n");
            body = ChunkedBody();
        }
        else if ((Body.Length > 0 || IsCutOff) && !Headers.Any(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append("Content-Length: ").Append(Body.Length + (IsCutOff ? 17 : 0)).Append("\r\n");
        }

        head.Append("\r\n");
        return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body];
    }

    /// <summary>For people: what was sent, shortened.</summary>
    public override string ToString()
    {
        var text = Encoding.Latin1.GetString(ToBytes());
        var shown = text.Length > 1500 ? string.Concat(text.AsSpan(0, 1500), $"… ({text.Length} bytes)") : text;
        return string.Concat(shown.Select(c => c is '\n' ? "\n" : c is '\r' ? "" : c is >= ' ' and < '\x7f' or '…' ? c.ToString() : $"\\x{(int)c:x2}"));
    }

    private byte[] ChunkedBody()
    {
        using var chunks = new MemoryStream();
        var half = Body.Length / 2;
        foreach (var part in new[] { Body[..half], Body[half..] }.Where(part => part.Length > 0))
        {
            chunks.Write(Encoding.ASCII.GetBytes($"{part.Length:x}\r\n"));
            chunks.Write(part);
            chunks.Write("\r\n"u8);
        }

        if (!IsCutOff)
            chunks.Write("0\r\n\r\n"u8);

        return chunks.ToArray();
    }
}

namespace CaseWorker.Tests.Fuzz;

/// <summary>Headers that are strange, and some that are no headers.</summary>
internal static class HeaderTrick
{
    private static readonly (string Name, string[] Values)[] Strange =
    [
        ("If-Match", ["*", "\"1\"", "\"2\", \"3\"", "W/\"1\"", "1", "\"", "\"\"", "\"-1\"", "\"99999999999999999999\"", "\"x\"", "", ",", "*, \"1\"", "\"１\""]),
        ("If-None-Match", ["*", "\"1\"", "x"]),
        ("If-Modified-Since", ["Thu, 01 Jan 1970 00:00:00 GMT", "never"]),
        ("Prefer", ["wait=0", "wait=1", "wait=-1", "wait=99999999999999999999", "wait=x", "wait", "=", ";;,", "respond-async, wait=0", "wait=\"0", "return=minimal"]),
        ("Idempotency-Key", ["a", "fuzz-1", "fuzz-2", "fuzz-3", "", "a b", "\t", "\u00e9", "{}", "../x", "'", "%00"]),
        ("Last-Event-ID", ["0", "1", "-1", "x", "", "9223372036854775807", "9223372036854775808", "1, 2", "１"]),
        ("Authorization", ["Basic eA==", "Basic", "Basic %", "Bearer", "Bearer ", "Digest x", "", "Bearer a b c", "Basic " + "eDp4", "Bearer eyJhbGciOiJub25lIn0.e30."]),
        ("X-Api-Key", ["", "x", "this-key-was-never-given-to-anybody", "two"]),
        ("Accept", ["text/html", "application/xml", "", "*/*;q=x", "text/event-stream", "image/*;q=0"]),
        ("Accept-Encoding", ["gzip", "br;q=0, *", "identity;q=0", "nonsense"]),
        ("Content-Encoding", ["gzip", "identity", "br", "x, y"]),
        ("Accept-Language", ["da", "tlh-x-\u00e9"]),
        ("Range", ["bytes=0-1", "bytes=5-1", "x"]),
        ("Expect", ["100-continue"]),
        ("Origin", ["https://evil.example", "null"]),
        ("Access-Control-Request-Method", ["DELETE"]),
        ("X-HTTP-Method-Override", ["DELETE", "PUT"]),
        ("X-Forwarded-For", ["127.0.0.1", "' OR 1"]),
        ("X-Forwarded-Host", ["evil.example"]),
        ("X-Forwarded-Prefix", ["/evil"]),
        ("X-Original-URL", ["/api/admin/catalog"]),
        ("Forwarded", ["for=1;host=evil.example", "=;"]),
        ("Cookie", ["a=b", "=;=", new string('c', 4000)]),
        ("traceparent", ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "x", "00-0-0-0"]),
        ("baggage", ["a=b,,", "%"]),
        ("Upgrade", ["websocket", "h2c"]),
        ("Connection", ["keep-alive", "upgrade", "x"]),
        ("Transfer-Encoding", ["identity"]),
        ("hub-id", ["1", "2"]),
        ("cw-case-id", ["1"]),
    ];

    public static (string Name, string Value) Any(Random random)
    {
        var (name, values) = random.Pick(Strange);
        return (name, random.Pick(values));
    }

    /// <summary>Makes it something that a web server refuses to read.</summary>
    public static void BreakHttp(RawRequest request, Random random)
    {
        request.IsNoHttp = true;
        switch (random.Next(9))
        {
            case 0:
                request.Headers.Add(("Content-Length", "abc"));
                break;
            case 1:
                request.Headers.Add(("Content-Length", "5"));
                request.Headers.Add(("Content-Length", "6"));
                break;
            case 2:
                request.Headers.RemoveAll(header => header.Name == "Host");
                break;
            case 3:
                request.Headers.Add(("Host", "other"));
                break;
            case 4:
                request.Headers.Add(("Bad Header", "x"));
                break;
            case 5:
                request.Headers.Add(("X-Nul", "a\0b"));
                break;
            case 6:
                request.Headers.Add(("X-Huge", new string('x', 40_000)));
                break;
            case 7:
                request.Headers.AddRange(Enumerable.Range(0, 150).Select(n => ($"X-Many-{n}", "x")));
                break;
            default:
                request.Method = random.Pick(["G E T", "", "GET\0", "\u00e9"]);
                break;
        }
    }
}

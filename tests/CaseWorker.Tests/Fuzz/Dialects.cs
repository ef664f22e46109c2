using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CaseWorker.Tests.Fuzz;

/// <summary>The words in which each API tells errors, as the specification has them, not as the program does.</summary>
internal static class Dialects
{
    /// <summary>True where even operators see one hub only.</summary>
    public static bool IsOfOneHub(RawRequest request) =>
        PathOf(request.Path) is var path && new[] { "/api/cases", "/api/v1", "/api/events", "/v1", "/helpcenter" }.Any(root => IsBelow(path, root));

    public static IEnumerable<string> Faults(RawRequest request, RawAnswer answer, string text)
    {
        if (request.Method == "HEAD" || answer.Status is 204 or 304)
        {
            if (answer.Body.Length > 0)
                yield return "a body where none may be";

            yield break;
        }

        if (answer.Body.Length == 0)
        {
            // A query that takes too long is answered so by the document.
            if (answer.Status != 408 && answer.Header("Location") is null && !(request.IsNoHttp && answer.IsLast && answer.Status is 400 or 414 or 431 or 501 or 505))
                yield return $"no body with status {answer.Status}";

            yield break;
        }

        var type = answer.Header("Content-Type") ?? "";
        if (answer.Status < 400)
        {
            if (IsJson(type) && AnswerRule.JsonFault(answer.Body, out _) is { } fault)
                yield return fault;
            if (type.Length == 0)
                yield return "no content type";

            yield break;
        }

        foreach (var fault in ErrorFaults(request, answer, type))
            yield return fault;
    }

    private static IEnumerable<string> ErrorFaults(RawRequest request, RawAnswer answer, string type)
    {
        if (AnswerRule.JsonFault(answer.Body, out var json) is { } fault)
            return [fault];

        var path = PathOf(request.Path);
        if (IsBelow(path, "/api/v1"))
            return CasesApi(answer, type, json);
        if (IsBelow(path, "/helpcenter"))
            return IsJson(type) && HasText(json, "error") && HasText(json, "message") ? [] : [$"no error of the HelpCenter API: {type} {json}"];
        if (IsBelow(path, "/identity/connect/token"))
            return IsJson(type) && HasText(json, "error") ? [] : [$"no error of OAuth 2: {type} {json}"];

        return Problem(answer, type, json);
    }

    private static IEnumerable<string> CasesApi(RawAnswer answer, string type, JsonElement json)
    {
        if (!IsJson(type) || !HasText(json, "error"))
            yield return $"no error of the Cases API: {type} {json}";
        if (answer.Header("X-FuseDesk-Error-Code") is not { Length: > 0 } || answer.Header("X-FuseDesk-Error") is not { Length: > 0 })
            yield return "no error headers of the Cases API";
    }

    private static IEnumerable<string> Problem(RawAnswer answer, string type, JsonElement json)
    {
        if (!type.StartsWith("application/problem+json", StringComparison.Ordinal) || !HasText(json, "type") || !HasText(json, "title"))
            yield return $"no problem: {type} {json}";
        else if (!json.TryGetProperty("status", out var status) || status.GetInt32() != answer.Status)
            yield return $"a problem with another status than {answer.Status}";
        if (answer.Status == 405 && answer.Header("Allow") is null)
            yield return "405 without Allow";
        if (answer.Status == 401 && answer.Header("WWW-Authenticate") is null)
            yield return "401 without WWW-Authenticate";
    }

    private static bool IsJson(string type) => type.StartsWith("application/json", StringComparison.Ordinal);

    private static bool HasText(JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String;

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.OrdinalIgnoreCase) && (path.Length == root.Length || path[root.Length] == '/');

    // As a web server reads a path: percent signs first, then the dots.
    private static string PathOf(string raw)
    {
        var segments = new List<string>();
        foreach (var segment in Decoded(raw).Split('/').Skip(1))
        {
            if (segment == ".." && segments.Count > 0)
                segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("." or ".."))
                segments.Add(segment);
        }

        return "/" + string.Join('/', segments);
    }

    private static string Decoded(string raw)
    {
        var text = new StringBuilder();
        for (var place = 0; place < raw.Length; place++)
        {
            if (raw[place] == '%' && place + 2 < raw.Length && byte.TryParse(raw.AsSpan(place + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value is > 0x20 and < 0x7f and not (byte)'/')
            {
                text.Append((char)value);
                place += 2;
            }
            else
            {
                text.Append(raw[place]);
            }
        }

        return text.ToString();
    }
}

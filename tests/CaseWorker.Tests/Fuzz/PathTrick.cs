namespace CaseWorker.Tests.Fuzz;

/// <summary>Ways of writing a path that lead elsewhere, or should lead nowhere.</summary>
internal static class PathTrick
{
    private static readonly string[] Additions =
    [
        "/", "//", "/.", "/..", "/../..", "/%2e%2e", "/%2E%2E/%2e%2e", "/..%2f", "/%2f", "/%5c..", ";x=1", "/;", "%20", "%09", "%0d%0aX-Injected:%201", "/%ED%A0%BD", "/%c0%af", "/%ff", "/%zz", "%", "/%e2%80%ae",
        "/x", "/0", "/-1", ".json", "~", "/%25", "/%252e%252e", "/*", "/'", "/%F0%9F%98%80", "/a%CC%81%CC%81%CC%81",
    ];

    public static void Play(RawRequest request, Random random)
    {
        switch (random.Next(14))
        {
            case < 5:
                request.Path += random.Pick(Additions);
                break;
            case 5:
                request.Path = request.Path.ToUpperInvariant();
                break;
            case 6:
                request.Path = request.Path.Replace("/", random.Pick(["//", "/./", "/x/../", "/%2e/"]), StringComparison.Ordinal);
                break;
            case 7:
                request.Path = Encoded(request.Path, random);
                break;
            case 8:
                request.Path = random.Pick(["/api/v1/../..", "/helpcenter/../api", "/api/cases/..", "/v1/actionmanagement/%2e%2e", "/nowhere", "/api", "/api/v1", "/api/v2", "/helpcenter", "/.git/config"]) + request.Path;
                break;
            case 9:
                request.Path += "/" + new string('a', random.Next(200, 6000));
                break;
            case 10:
                request.Path = request.Path[..random.Next(1, request.Path.Length)].TrimEnd('%');
                break;
            case 11:
                request.Path = request.Path.TrimEnd('/') + "/" + FormMutation.Escape(NastyValues.ShortText(random)).Replace("%00", "%01", StringComparison.Ordinal);
                break;
            case 12 when random.Once(3):
                (request.Path, request.IsNoHttp) = (request.Path + random.Pick(["/%00", "%00", "/\u00e9", "/a b"]), true);
                break;
            case 13 when random.Once(6):
                (request.Path, request.IsNoHttp) = (request.Path + "/" + new string('a', 10_000), true);
                break;
        }

        if (request.Path.Length > 7500)
            request.IsNoHttp = true;
    }

    // A letter of the path as a percent sign and two digits is the same path.
    private static string Encoded(string path, Random random)
    {
        if (path.Length < 2)
            return path;

        var place = random.Next(1, path.Length);
        return path[place] is '%' or '/' || (place > 0 && path[place - 1] == '%') || (place > 1 && path[place - 2] == '%') ? path : $"{path[..place]}%{(int)path[place]:X2}{path[(place + 1)..]}";
    }
}

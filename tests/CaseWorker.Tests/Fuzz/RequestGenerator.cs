using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;

namespace CaseWorker.Tests.Fuzz;

/// <summary>Makes requests: a good one to a route, by some key, and then what is wrong with it. The same random makes the same request.</summary>
internal sealed class RequestGenerator(IReadOnlyList<FuzzRoute> routes, FuzzHub one, FuzzHub two)
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"];

    private static readonly string[] Parameters =
        ["top", "after", "serviceId", "status", "repId", "state", "window", "lastEventId", "why", "limit", "offset", "orderby", "email", "depid", "repid", "date_opened", "date_updated", "caseid", "id", "sortBy", "sortOrder", "query", "search"];

    public RawRequest Make(int number, Random random)
    {
        // Every route gets its share, however many there are.
        var route = routes[number % routes.Count];
        var (own, foreign) = random.Once(2) ? (one, two) : (two, one);
        var request = new RawRequest
        {
            Route = route,
            Method = route.Methods.Count == 0 ? random.Pick(["GET", "POST"]) : random.Pick(route.Methods),
            Path = PathOf(route, own, foreign, random),
        };
        request.Headers.Add(("Host", "127.0.0.1"));
        AddKey(request, own, random);
        var isGood = random.Next(100) < 20;
        AddBody(request, own, random, isGood);
        if (!isGood)
        {
            for (var n = random.Next(0, 3); n > 0; n--)
                Spoil(request, random);
        }

        // An operator may do anything to anybody, so that what is whose could not be told afterwards.
        if (request.IsOperator && request.Method is not ("GET" or "HEAD" or "OPTIONS"))
            (request.IsOperator, request.Caller) = (false, Present(request, own, own.Full));

        return request;
    }

    // A note is asked for with its case more often than chance would have it.
    private static string PathOf(FuzzRoute route, FuzzHub own, FuzzHub foreign, Random random)
    {
        (int Case, long Note)? pair = own.Notes.Count > 0 && random.Next(100) < 60 && route.Name.EndsWith("{noteId}", StringComparison.Ordinal) ? random.Pick(own.Notes) : null;
        return PathOf(route, own, foreign, random, pair);
    }

    private static string PathOf(FuzzRoute route, FuzzHub own, FuzzHub foreign, Random random, (int Case, long Note)? pair) => "/" + string.Join('/', route.Segments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { Name: "caseId" } when pair is { } known => $"{known.Case}",
        RoutePatternParameterPart { Name: "noteId" } when pair is { } known => $"{known.Note}",
        RoutePatternParameterPart parameter => FormMutation.Escape(ValueOf(parameter.Name, own, foreign, random)).Replace("%00", "%01", StringComparison.Ordinal),
        _ => "",
    }))));

    private static string ValueOf(string parameter, FuzzHub own, FuzzHub foreign, Random random)
    {
        // The keys of the fuzz itself have the lowest ids, and must live.
        if (parameter == "keyId")
            return random.Pick(["999999", "0", "-1", "x", "9223372036854775807", "9223372036854775808", "１２"]);
        if (random.Next(100) < 12)
            return NastyValues.ShortText(random) is { Length: > 0 and < 500 } text ? text : "0";

        var hub = random.Next(100) < 18 ? foreign : own;
        if (parameter == "conversationId" && hub.Conversations.Count > 0)
            return random.Pick(hub.Conversations);

        var id = parameter switch
        {
            "caseId" => random.Pick(hub.Cases),
            "parkedId" => random.Pick(hub.Parked),
            "serviceId" => random.Pick([hub.Service, hub.DueService]),
            "repId" => hub.Rep + random.Next(2),
            "tagId" => hub.Tag + random.Next(2),
            "webhookId" => hub.Webhook,
            "hubId" or "endUserListId" or "programId" => hub.Number,
            _ => random.Once(2) ? random.Pick(hub.Cases) : random.Next(0, 100),
        };
        return id.ToString(CultureInfo.InvariantCulture);
    }

    private static void AddKey(RawRequest request, FuzzHub own, Random random)
    {
        switch (random.Next(100))
        {
            case < 70:
                request.Caller = Present(request, own, own.Full, random);
                break;
            case < 84:
                request.Caller = Present(request, own, random.Pick(own.Single), random);
                break;
            case < 90:
                request.Caller = Present(request, own, own.Operator, random);
                request.IsOperator = true;
                break;
            case < 95:
                Present(request, own, random.Pick([FuzzHub.NoKey, "", "x", own.Full + "x", own.Full[..^1], "é", new string('k', 3000)]), random);
                break;
        }
    }

    private static FuzzHub Present(RawRequest request, FuzzHub own, string key, Random? random = null)
    {
        request.Headers.RemoveAll(header => header.Name is "X-Api-Key" or "Authorization" or "X-FuseDesk-API-Key");
        request.Headers.Add(random?.Next(4) switch
        {
            0 => ("Authorization", random.Pick(["Bearer ", "bearer ", "BEARER   "]) + key),
            1 => ("X-FuseDesk-API-Key", key),
            _ => ("X-Api-Key", key),
        });
        return own;
    }

    private static void AddBody(RawRequest request, FuzzHub own, Random random, bool isGood)
    {
        var sample = Samples.Find(request.Route, own, random) ?? new Sample([], new JsonObject { ["id"] = random.Pick(own.Cases), ["name"] = own.Marker, ["value"] = 1 }, null);
        var query = isGood || random.Once(2) ? sample.Query : FormMutation.Mutate(sample.Query, random);
        if (!isGood && random.Once(8))
            query = [.. query, (random.Pick(Parameters), NastyValues.ShortText(random))];

        request.Query = string.Join('&', query.Select(field => $"{FormMutation.Escape(field.Name)}={FormMutation.Escape(field.Value.Length < 1500 ? field.Value : "long")}"));
        if (request.Query.Length > 6000)
            request.Query = request.Query[..6000].TrimEnd('%');

        if (sample.Json is not null)
        {
            Send(request, isGood || random.Once(3) ? Encoding.UTF8.GetBytes(sample.Json.ToJsonString()) : JsonMutation.Mutate(sample.Json, random), "application/json");
        }
        else if (sample.Form is not null)
        {
            AddForm(request, isGood ? sample.Form : FormMutation.Mutate(sample.Form, random), random, isGood);
        }
    }

    private static void AddForm(RawRequest request, IReadOnlyList<(string Name, string Value)> fields, Random random, bool isGood)
    {
        switch (random.Next(isGood ? 4 : 6))
        {
            case 3 when fields.Sum(field => field.Value.Length) < 1000:
                request.Query = Encoding.ASCII.GetString(FormMutation.Encode(fields));
                break;
            case 0 or 3:
                Send(request, FormMutation.Encode(fields), "application/x-www-form-urlencoded");
                break;
            case 1:
                var (body, type) = FormMutation.Multipart(fields, random, isGood);
                Send(request, body, type);
                break;
            case 2:
                Send(request, Encoding.UTF8.GetBytes(NastyValues.WithHalves(JsonOf(fields))), "application/json");
                break;
            case 4:
                Send(request, FormMutation.EncodeBadly(fields, random), "application/x-www-form-urlencoded");
                break;
            default:
                Send(request, JsonMutation.Mutate(JsonNode.Parse(JsonOf(fields))!, random), "application/json");
                break;
        }
    }

    private static string JsonOf(IReadOnlyList<(string Name, string Value)> fields) =>
        $"{{{string.Join(',', fields.DistinctBy(field => field.Name).Select(field => $"{JsonSerializer.Serialize(field.Name)}:{JsonSerializer.Serialize(field.Value)}"))}}}";

    private static void Send(RawRequest request, byte[] body, string contentType)
    {
        request.Body = body;
        request.Headers.RemoveAll(header => header.Name == "Content-Type");
        request.Headers.Add(("Content-Type", contentType));
    }

    private static void Spoil(RawRequest request, Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                request.Method = random.Once(12) ? random.Pick(["get", "PROPFIND", "FOO", "CONNECTED"]) : random.Pick(Methods);
                break;
            case < 3:
                PathTrick.Play(request, random);
                break;
            case 3:
                request.Query += random.Pick(["&", "&&", "&a", "&=", "&a=%zz", "&%00=1", "&a=%ff", "&top=1&top=2", "&top=&after=", "&TOP=3", "&%5B%5D=1", "&a[b]=c"]);
                break;
            case < 6:
                request.Headers.Add(HeaderTrick.Any(random));
                break;
            case 6:
                SpoilContentType(request, random);
                break;
            case 7 when request.Body.Length > 0:
                request.IsChunked = true;
                break;
            case 8 when request.Body.Length > 2 && random.Once(2):
                (request.IsCutOff, request.Body) = (true, request.Body[..(request.Body.Length / 2)]);
                break;
            case 9 when random.Once(25):
                request.Body = [.. request.Body, .. Encoding.UTF8.GetBytes(new string(random.Pick([' ', 'x', '[']), random.Pick([(1 << 20) - 1, 1 << 20, (1 << 20) + 70_000])))];
                break;
            case 10 when random.Once(3):
                HeaderTrick.BreakHttp(request, random);
                break;
            case 11 when request.Body.Length == 0:
                Send(request, NastyValues.Json(random) is var json ? Encoding.UTF8.GetBytes(json) : [], "application/json");
                break;
        }
    }

    private static void SpoilContentType(RawRequest request, Random random)
    {
        request.Headers.RemoveAll(header => header.Name == "Content-Type");
        var type = random.Pick<string?>(
        [
            null, "", "text/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/xml", "application/json; charset=utf-16", "application/json; charset=nonsense",
            "application/json; charset=\"utf-8", "application/json, text/json", "APPLICATION/JSON", "application/problem+json", "*/*", "json", ";", "application/json;" + new string('x', 2000),
            "application/x-www-form-urlencoded; charset=iso-8859-1", "application/x-www-form-urlencoded; charset=us-ascii", "application/x-www-form-urlencoded; charset=utf-16", "application/json; charset=iso-8859-1", "application/json; charset=utf-32", "application/json; charset=utf-7", "application/json\t",
        ]);
        if (type is not null)
            request.Headers.Add(("Content-Type", type));
        if (random.Once(4) && request.Body.Length > 0)
            request.Body = [.. Encoding.UTF8.Preamble, .. request.Body];
    }
}

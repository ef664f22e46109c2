using System.Text;
using Microsoft.AspNetCore.Routing.Patterns;
using Xunit;

namespace CaseWorker.Tests.Fuzz;

/// <summary>The fuzz finds what it looks for.</summary>
public sealed class AnswerRuleTests
{
    private const string Problem = """{"type":"urn:caseworker:problem:not-found","title":"There is no such thing.","status":404}""";

    private static readonly FuzzHub One = new(1);
    private static readonly FuzzHub Two = new(2);

    public static TheoryData<string, string, int, string, string, string> Wrong => new()
    {
        { "a server error", "/api/cases", 500, "application/problem+json", Problem.Replace("404", "500", StringComparison.Ordinal), "status 500" },
        { "another hub's data", "/api/cases", 200, "application/json", """{"name":"QXVZHUBTWO case"}""", "data of hub 2" },
        { "a key", "/api/admin/keys", 200, "application/json", """{"key":"fuzz-full-key-of-hub-1-0123456789"}""", "a secret" },
        { "a stack trace", "/api/cases", 400, "application/problem+json", """{"type":"x","title":"   at CaseWorker.Gateway","status":400}""", "internals" },
        { "no body", "/api/cases", 404, "", "", "no body" },
        { "broken JSON", "/api/cases", 200, "application/json", "{\"a\":", "no JSON" },
        { "half a pair", "/api/cases", 200, "application/json", """{"a":"\ud83d"}""", "no JSON" },
        { "a member twice", "/api/cases", 200, "application/json", """{"a":1,"a":1}""", "no JSON" },
        { "plain JSON for a problem", "/api/cases", 404, "application/json", Problem, "no problem" },
        { "a problem of another status", "/api/cases", 409, "application/problem+json", Problem, "another status" },
        { "a problem of the Cases API", "/api/v1/cases", 404, "application/problem+json", Problem, "no error of the Cases API" },
        { "a problem of the Cases API behind dots", "/api/x/%2e%2e/V1/cases", 404, "application/problem+json", Problem, "no error of the Cases API" },
        { "a problem of the HelpCenter API", "/helpcenter/case", 404, "application/problem+json", Problem, "no error of the HelpCenter API" },
        { "405 without Allow", "/api/cases", 405, "application/problem+json", Problem.Replace("404", "405", StringComparison.Ordinal), "405 without Allow" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_answer_that_is_wrong_is_found(string what, string path, int status, string type, string body, string fault)
    {
        var answer = new RawAnswer(status, type.Length == 0 ? [] : [("Content-Type", type)], Encoding.UTF8.GetBytes(body), IsStream: false);
        Assert.True(FaultsOf(path, answer).Any(found => found.Contains(fault, StringComparison.Ordinal)), $"Must be found: {what}.");
    }

    [Fact]
    public void A_header_with_another_hubs_data_is_found() =>
        Assert.NotEmpty(FaultsOf("/api/cases", new RawAnswer(204, [("Location", $"/x/{Two.Marker}")], [], IsStream: false)));

    [Theory]
    [InlineData("/api/cases", 404, "application/problem+json", Problem)]
    [InlineData("/api/cases/7", 200, "application/json", """{"name":"qxvzhubone case"}""")]
    [InlineData("/helpcenter/case", 422, "application/json", """{"error":"id","message":"Invalid helpcenterId"}""")]
    [InlineData("/api/cases/7", 204, "", "")]
    [InlineData("/v1/actionmanagement/hubs/1/cases/query", 408, "", "")]
    public void An_answer_that_is_right_is_left_alone(string path, int status, string type, string body) =>
        Assert.Empty(FaultsOf(path, new RawAnswer(status, [("Content-Type", type)], Encoding.UTF8.GetBytes(body), IsStream: false)));

    private static IEnumerable<string> FaultsOf(string path, RawAnswer answer)
    {
        var request = new RawRequest { Route = new FuzzRoute("/", [], Array.Empty<RoutePatternPathSegment>()), Caller = One, Method = "GET", Path = path };
        return AnswerRule.Faults(request, answer, One, Two);
    }
}

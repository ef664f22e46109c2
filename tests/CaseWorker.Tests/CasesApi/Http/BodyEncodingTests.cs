using System.Net.Http.Headers;
using System.Text;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.CasesApi.Http;

/// <summary>In which bytes a body may come: those that its Content-Type tells, UTF-8 where it tells none.</summary>
public sealed class BodyEncodingTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Summary = "Größe: 5 µm";
    private const string Json = $$"""{"depid":10,"summary":"{{Summary}}","details":"b","openedby":"c"}""";

    public static TheoryData<string, string, byte[]> Bodies => new()
    {
        { "UTF-8", "application/json", Encoding.UTF8.GetBytes(Json) },
        { "UTF-8 with a mark", "application/json", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Json)] },
        { "UTF-16 with a mark", "application/json; charset=utf-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Json)] },
        { "Latin 1", "text/json; charset=ISO-8859-1", Encoding.Latin1.GetBytes(Json) },
        { "form", "application/x-www-form-urlencoded", Encoding.ASCII.GetBytes("depid=10&details=b&openedby=c&summary=Gr%C3%B6%c3%9Fe%3A+5+%C2%B5m") },
        { "form with a mark", "application/x-www-form-urlencoded", Encoding.UTF8.GetBytes("\uFEFFdepid=10&details=b&openedby=c&summary=Größe:+5+µm") },
        { "form in Latin 1", "application/x-www-form-urlencoded; charset=ISO-8859-1", Encoding.ASCII.GetBytes("depid=10&details=b&openedby=c&summary=Gr%F6%dFe%3A+5+%B5m") },
        { "form in Latin 1 without escapes", "application/x-www-form-urlencoded; charset=iso-8859-1", Encoding.Latin1.GetBytes("depid=10&details=b&openedby=c&summary=Größe:+5+µm") },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_text_arrives_as_it_was_written(string name, string contentType, byte[] body)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.PostAsync("/api/v1/cases", Content(body, contentType));

        Assert.True(answer.Status == 200, $"{name}: {answer.Text}");
        Assert.Equal(Summary, answer.Json.GetProperty("summary").GetString());
    }

    [Theory]
    [InlineData("summary=Gr%F6%DFe")]
    [InlineData("summary=%")]
    [InlineData("summary=%zz")]
    public async Task Bytes_that_are_no_text_are_refused_and_not_stored_as_something_else(string form)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.PostAsync("/api/v1/cases", Content(Encoding.ASCII.GetBytes("depid=10&details=b&openedby=c&" + form), "application/x-www-form-urlencoded"));

        Assert.Equal((422, "The body must be a form in UTF-8 with percent signs before two hex digits only."), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_form_of_very_many_fields_is_refused()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var many = string.Concat(Enumerable.Range(0, 1100).Select(n => $"&x{n}=1"));

        var answer = await app.PostAsync("/api/v1/cases", Content(Encoding.ASCII.GetBytes("depid=10&summary=a&details=b&openedby=c" + many), "application/x-www-form-urlencoded"));

        Assert.Equal((422, "The body must be a form of at most 1024 fields."), (answer.Status, answer.Error));
    }

    private static ByteArrayContent Content(byte[] body, string contentType) => new(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
}

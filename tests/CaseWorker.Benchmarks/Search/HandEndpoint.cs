using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SQLitePCL;

namespace CaseWorker.Benchmarks.Search;

/// <summary>
/// The SQL of calls behind HTTP, as somebody writes it by hand who wants nothing else: prepared statements in one transaction, every value
/// of every row straight into the answer. For one client that sends one request after the other.
/// </summary>
internal sealed class HandEndpoint(HandStatements statements) : IDisposable
{
    private readonly Utf8JsonWriter json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    private HandStep[][] calls = [];

    /// <summary>PUT: the calls, in place of those before. GET /{n}: the rows of the n-th, from 0 on.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (HttpMethods.IsPut(context.Request.Method))
            await TakeAsync(context.Request);
        else
            Tell(calls[int.Parse(context.Request.Path.Value.AsSpan(1), CultureInfo.InvariantCulture)], context.Response);
    }

    public void Dispose() => json.Dispose();

    private async Task TakeAsync(HttpRequest request)
    {
        var told = await JsonSerializer.DeserializeAsync<HandCall[]>(request.Body, JsonSerializerOptions.Web);
        calls = [.. told!.Select(call => call.Statements.Select(one => new HandStep(statements.Of(one.Text), one)).ToArray())];
    }

    // Kestrel sends what is written when this has returned, which was never slower here than telling it the length, or to start, before.
    private void Tell(HandStep[] call, HttpResponse response)
    {
        response.ContentType = "application/json";
        json.Reset(response.BodyWriter);
        Run("BEGIN");
        json.WriteStartArray();
        foreach (var step in call)
            step.Write(json);

        json.WriteEndArray();
        Run("COMMIT");
        json.Flush();
    }

    private void Run(string text)
    {
        var statement = statements.Of(text);
        raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
    }
}

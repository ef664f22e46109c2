using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway;

/// <summary>Makes answers that are pages of lists.</summary>
internal static class JsonReply
{
    /// <summary>200.</summary>
    public static JsonReply<T> Of<T>(T body, JsonTypeInfo<T> shape) => new(body, shape);
}

/// <summary>200 with JSON, which is written whole before any of it is sent, and comes with its length.</summary>
/// <remarks>
/// The framework's own asks after each member how much is not sent yet, and may wait. The rows of a page are in memory anyway, and can go
/// once it is written; and what fails while it is written is told as an error, not cut off.
/// </remarks>
internal sealed class JsonReply<T>(T body, JsonTypeInfo<T> shape) : IResult
{
    private static readonly PipeOptions Whole = new(pauseWriterThreshold: 0, minimumSegmentSize: 64 << 10, useSynchronizationContext: false);
    private T? page = body;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var pipe = new Pipe(Whole);
        try
        {
            await WriteAsync(pipe.Writer);
            page = default;
            await SendAsync(pipe.Reader, httpContext);
        }
        finally
        {
            await pipe.Writer.CompleteAsync();
            await pipe.Reader.CompleteAsync();
        }
    }

    private async Task WriteAsync(PipeWriter writer)
    {
        await using (var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = shape.Options.Encoder, SkipValidation = true }))
            JsonSerializer.Serialize(json, page!, shape);

        await writer.FlushAsync();
    }

    private static async Task SendAsync(PipeReader reader, HttpContext context)
    {
        var written = (await reader.ReadAsync()).Buffer;
        var response = context.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = written.Length;
        foreach (var part in written)
            await response.BodyWriter.WriteAsync(part, context.RequestAborted);
    }
}

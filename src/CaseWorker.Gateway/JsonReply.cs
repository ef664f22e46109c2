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

/// <summary>200 with JSON, which is written at once and sent with its length.</summary>
/// <remarks>The framework's own asks after each member how much is not sent yet, and may wait. The rows of a page are in memory anyway, and can go once it is written.</remarks>
internal sealed class JsonReply<T>(T body, JsonTypeInfo<T> shape) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = Write(response.BodyWriter);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    // How many bytes it is. Nothing is sent before the length is known.
    private long Write(PipeWriter writer)
    {
        using var json = new Utf8JsonWriter(writer, new JsonWriterOptions { Encoder = shape.Options.Encoder, SkipValidation = true });
        JsonSerializer.Serialize(json, body, shape);
        json.Flush();
        return json.BytesCommitted;
    }
}

using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Enqueue;

/// <summary>Reads a body as far as it may go.</summary>
internal static class BodyReader
{
    /// <summary>The whole body; null when it has <paramref name="limit"/> bytes or more, told as early as it can be known.</summary>
    /// <exception cref="BadHttpRequestException">The body broke off or its chunks are malformed.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit)
    {
        if (request.ContentLength >= limit)
            return null;

        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1024) + 1);
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (body.WrittenCount + result.Buffer.Length >= limit)
            {
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return null;
            }

            foreach (var segment in result.Buffer)
                body.Write(segment.Span);

            request.BodyReader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
                return body.WrittenMemory;
        }
    }
}

using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Admin;

/// <summary>Reads a body that must say that it is JSON.</summary>
internal static class JsonBody
{
    /// <summary>What single changes need, by far.</summary>
    public const int MaxLength = (1 << 20) - 1;

    /// <summary>The body in UTF-8, or why it is not read.</summary>
    /// <param name="maxLength">The most bytes it may have.</param>
    public static async Task<(ReadOnlyMemory<byte> Body, Problem? Problem)> ReadAsync(HttpRequest request, int maxLength)
    {
        if (BodyFormat.Of(request) is not { IsForm: false } format)
            return (default, Problem.UnsupportedType("application/json or text/json"));
        if (await BodyReader.ReadAsync(request, maxLength + 1) is not { } body)
            return (default, Problem.TooLarge(maxLength + 1));

        return (format.ToUtf8(body), null);
    }
}

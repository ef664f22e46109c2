using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CaseWorker.Gateway.Reference;

/// <summary>The document as it is sent, made once: routes do not change while the program runs.</summary>
internal sealed class ReferenceDocument(IServiceProvider services) : IDisposable
{
    private readonly SemaphoreSlim making = new(1, 1);
    private volatile Made? made;

    /// <summary>The document in JSON, and its ETag.</summary>
    public async Task<Made> ReadAsync(CancellationToken cancellation)
    {
        if (made is { } known)
            return known;

        await making.WaitAsync(cancellation);
        try
        {
            return made ??= await MakeAsync(cancellation);
        }
        finally
        {
            making.Release();
        }
    }

    public void Dispose() => making.Dispose();

    private async Task<Made> MakeAsync(CancellationToken cancellation)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync(cancellation);
        using var stream = new MemoryStream();

        // Version 3.0 is what every generator of clients reads.
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_0, cancellation);
        var json = stream.ToArray();
        return new Made(json, $"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..16]}\"");
    }

    /// <summary>The document in JSON, and its ETag in quotes.</summary>
    internal sealed record Made(byte[] Json, string Tag);
}

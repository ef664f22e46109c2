using System.Diagnostics;
using System.Net.Http.Json;

namespace CaseWorker.Benchmarks.Search;

/// <summary>The process of <see cref="HandServerCommand"/>, with memory and threads of its own, as the program has.</summary>
internal sealed class HandServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly HttpClient http = new();

    private HandServer(string directory) => process = Process.Start(new ProcessStartInfo("dotnet", [typeof(HandServer).Assembly.Location, HandServerCommand.Name, directory])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>Where it listens.</summary>
    public Uri Address => http.BaseAddress!;

    public static async Task<HandServer> StartAsync(string directory)
    {
        var server = new HandServer(directory);
        var address = await server.process.StandardOutput.ReadLineAsync().WaitAsync(StartLimit);
        server.http.BaseAddress = new Uri(address ?? throw new InvalidOperationException("The server by hand must tell its address, ended without."));
        return server;
    }

    /// <summary>The calls that it answers from now on.</summary>
    /// <returns>What to ask it for each.</returns>
    public async Task<IReadOnlyList<SearchRequest>> TakeAsync(IReadOnlyList<ComparedCall> calls)
    {
        using var answer = await http.PutAsJsonAsync(Address, calls.Select(HandCall.Of));
        answer.EnsureSuccessStatusCode();
        return [.. calls.Select((call, place) => new SearchRequest(call.Request.HubId, $"/{place}"))];
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
    }
}

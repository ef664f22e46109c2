using CaseWorker.Gateway.Browsers;
using CaseWorker.Host.Composition;
using CaseWorker.Host.Health;
using CaseWorker.Host.Settings;

namespace CaseWorker.Host.Serving;

/// <summary>One running process: settings, parts by role, preparation, routes, and then serving until told to stop.</summary>
internal static class Server
{
    public static async Task RunAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        await using var app = await PrepareAsync(settings, cancellation);
        await app.RunAsync(cancellation);
    }

    /// <summary>The whole program, prepared but not yet listening.</summary>
    /// <param name="settings">Each as <c>--Key=value</c>.</param>
    /// <exception cref="CannotStartException">The program must not run as things are.</exception>
    public static async Task<WebApplication> PrepareAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        var builder = ProgramBuilder.Create(settings);
        var parts = Parts.Of(builder.Configuration);
        builder.Logging.ForServing();
        builder.Services.AddCaseWorker(builder.Configuration, parts);
        builder.Services.AddServing(parts);
        builder.WebHost.UseUrls(parts.Program.Urls);

        var app = builder.Build();
        try
        {
            await app.Services.GetRequiredService<Preparation>().RunAsync(cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        app.UseHead();
        app.MapHealth();
        if (parts.Roles.HasFlag(Role.Gateway))
            app.MapGateway();

        return app;
    }
}

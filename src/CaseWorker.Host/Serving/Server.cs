using CaseWorker.Host.Composition;
using CaseWorker.Host.Health;
using CaseWorker.Host.Settings;

namespace CaseWorker.Host.Serving;

/// <summary>One running process: settings, parts by role, preparation, routes, and then serving until told to stop.</summary>
internal static class Server
{
    public static async Task RunAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        var builder = ProgramBuilder.Create(settings);
        var parts = Parts.Of(builder.Configuration);
        builder.Logging.ForServing();
        builder.Services.AddCaseWorker(builder.Configuration, parts);
        builder.Services.AddServing(parts);
        builder.WebHost.UseUrls(parts.Program.Urls).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        await using var app = builder.Build();
        await app.Services.GetRequiredService<Preparation>().RunAsync(cancellation);

        app.MapHealth();
        if (parts.Roles.HasFlag(Role.Gateway))
            app.MapGateway();

        await app.RunAsync(cancellation);
    }
}

using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Tests.Gateways;

/// <summary>Serves some of the gateway's routes on a free port of this machine, behind its errors and its access, and logs nothing.</summary>
internal static class GatewayPart
{
    /// <param name="add">Adds what the routes need, access included.</param>
    /// <param name="map">Maps the routes.</param>
    public static async Task<WebApplication> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder.Services);
        var app = builder.Build();
        app.UseGatewayErrors();
        app.UseGatewayAccess();
        map(app);
        await app.Services.GetRequiredService<KeyRing>().LoadAsync(CancellationToken.None);
        await app.StartAsync();
        return app;
    }
}

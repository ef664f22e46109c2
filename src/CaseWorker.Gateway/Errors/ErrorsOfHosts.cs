using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CaseWorker.Gateway.Errors;

/// <summary>Puts the errors around the check of the Host header, which the framework puts before all that a program says of itself.</summary>
internal sealed class ErrorsOfHosts : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseGatewayErrors();
        next(app);
    };
}

using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Serving;

internal static class ServingLogs
{
    /// <summary>One line per event, UTC, on standard output; the framework's own chatter only from warnings up. Section "Logging" overrides.</summary>
    public static ILoggingBuilder ForServing(this ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss.fff'Z' ";
        });

        // Put before the filters of the configuration, which therefore win.
        logging.Services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<LoggerFilterOptions>>(
            new ConfigureOptions<LoggerFilterOptions>(filters =>
            {
                filters.AddFilter("Microsoft", LogLevel.Warning);
                filters.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

                // Each look would be an error of its own; ReadinessWatch tells what changes.
                filters.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
                filters.AddFilter("CaseWorker.Storage.Migrations", LogLevel.Warning);
                filters.AddFilter("MassTransit", LogLevel.Warning);
                filters.AddFilter("Quartz", LogLevel.Warning);
                filters.AddFilter("System.Net.Http", LogLevel.Warning);
            })));
        return logging;
    }
}

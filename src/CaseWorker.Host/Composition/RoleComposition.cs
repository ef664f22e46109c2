using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Browsers;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.Events;
using CaseWorker.Gateway.Links;
using CaseWorker.Gateway.Reference;
using CaseWorker.Host.Settings;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.Embedded;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Fifo;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Parking;
using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Processing.Scheduling;
using CaseWorker.Processing.Webhooks;

namespace CaseWorker.Host.Composition;

internal static class RoleComposition
{
    /// <summary>The parts of the roles, in the order in which they start; they stop in the reverse order, after the web server.</summary>
    public static IServiceCollection AddRoles(this IServiceCollection services, Parts parts)
    {
        services.AddHostedService<CatalogRefresher>();
        services.AddQueue(parts);
        if (parts.Transport.Kind == TransportKind.RabbitMq)
            services.AddHostedService<PartitionWatch>();

        // The scheduler runs held messages, which is intake as well.
        if (parts.Roles.HasFlag(Role.Worker) || parts.Roles.HasFlag(Role.Scheduler))
            services.AddIntake().AddEventDispatch(hasBroker: parts.Transport.Kind == TransportKind.RabbitMq);

        if (parts.Roles.HasFlag(Role.Worker))
            services.AddLanes(parts).AddHostedService(provider => ActivatorUtilities.CreateInstance<Heartbeat>(provider, parts.Program.Roles));

        if (parts.Roles.HasFlag(Role.Scheduler))
            services.AddScheduler().AddWebhooks();

        if (parts.Roles.HasFlag(Role.Gateway))
            services.AddCasesApi(parts).AddActionManagement(parts).AddEnqueue().AddCases().AddDueDates().AddFifo().AddParking().AddEventStreams().AddWebhookDesk().AddReference().AddBrowsers();

        return services;
    }

    /// <summary>The way into the queue, for roles and commands that send.</summary>
    public static IServiceCollection AddQueue(this IServiceCollection services, Parts parts) => parts.Transport.Kind switch
    {
        TransportKind.Embedded => services.AddEmbeddedQueue(),
        TransportKind.RabbitMq => services.AddRabbitMqGateway(),
    };

    // Without a broker nobody shares the program with others.
    private static IServiceCollection AddCasesApi(this IServiceCollection services, Parts parts) => services
        .AddCasesApi()
        .PostConfigure<CasesApiOptions>(options =>
            options.RequestsPerHour ??= parts.Transport.Kind == TransportKind.Embedded ? 0 : CasesApiOptions.UsualRequestsPerHour);

    private static IServiceCollection AddActionManagement(this IServiceCollection services, Parts parts) => services
        .AddActionManagement()
        .Configure<PublicAddressOptions>(options => options.PublicUrl = parts.Program.PublicUrl);

    private static IServiceCollection AddLanes(this IServiceCollection services, Parts parts) => parts.Transport.Kind switch
    {
        TransportKind.Embedded => services.AddEmbeddedWorker(),
        TransportKind.RabbitMq => services.AddRabbitMqWorker(),
    };
}

using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CaseWorker.Processing.Events;

/// <summary>Registers what brings events out. Needs: Database, Instance, TimeProvider, logging; with a broker also what the gateway has for it.</summary>
public static class EventsRegistration
{
    /// <summary>For processes that work or schedule: any number of them share the lanes.</summary>
    /// <param name="hasBroker">Whether events go to RabbitMQ; else an event that has its number is told.</param>
    public static IServiceCollection AddEventDispatch(this IServiceCollection services, bool hasBroker)
    {
        services.AddWebhookBook().AddSingleton<EventLeases>();
        services.AddSingleton(provider => new EventNumberer(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<EventLeases>(),
            provider.GetRequiredService<WebhookBook>(),
            provider.GetRequiredService<TimeProvider>(),
            hasBroker));

        // Started first and stopped last: what lets go of the lanes comes after what uses them.
        services.AddHostedService<EventDispatcher>();
        if (hasBroker)
            services.AddHostedService<EventSender>();

        return services;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CaseWorker.Processing.Webhooks;

/// <summary>Registers webhooks. Needs: Database, TimeProvider, logging, <see cref="WebhookOptions"/>.</summary>
public static class WebhooksRegistration
{
    /// <summary>For whoever dispatches events: who is to be told of them.</summary>
    public static IServiceCollection AddWebhookBook(this IServiceCollection services)
    {
        services.TryAddSingleton<WebhookBook>();
        return services;
    }

    /// <summary>For gateways: looking how they are, and telling them again.</summary>
    public static IServiceCollection AddWebhookDesk(this IServiceCollection services)
    {
        services.TryAddSingleton<WebhookReplay>();
        return services.AddWebhookBook();
    }

    /// <summary>For schedulers: telling them.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.TryAddSingleton(Random.Shared);
        return services.AddWebhookBook().AddSingleton<WebhookSender>().AddSingleton<WebhookRunner>().AddHostedService<WebhookPump>();
    }
}

using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Browsers;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.Events;
using CaseWorker.Gateway.Reference;
using CaseWorker.Processing.Access;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Settings;

/// <summary>Every setting of the program. What is not here does not exist, and is refused under our sections.</summary>
internal static class KnownSettings
{
    // Names without a section that ASP.NET itself reads.
    private static readonly string[] FrameworkNames = ["AllowedHosts", "ContentRoot", "Environment", "HostBuilder", "Kestrel", "Logging"];

    public static IReadOnlyList<SettingsSection> Sections { get; } =
    [
        SettingsSection.Of<ProgramOptions>(""),
        SettingsSection.Of<StorageOptions>(StorageOptions.Section),
        SettingsSection.Of<TransportOptions>(TransportOptions.Section),
        SettingsSection.Of<RabbitMqOptions>(RabbitMqOptions.Section),
        SettingsSection.Of<DataOptions>(DataOptions.Section),
        SettingsSection.Of<CatalogOptions>(CatalogOptions.Section),
        SettingsSection.Of<AuthOptions>(AuthOptions.Section),
        SettingsSection.Of<BadKeysOptions>(BadKeysOptions.Section),
        SettingsSection.Of<CorsOptions>(CorsOptions.Section),
        SettingsSection.Of<CasesApiOptions>(CasesApiOptions.Section),
        SettingsSection.Of<ActionManagementOptions>(ActionManagementOptions.Section),
        SettingsSection.Of<EventStreamOptions>(EventStreamOptions.Section),
        SettingsSection.Of<ReferenceOptions>(ReferenceOptions.Section),
        SettingsSection.Of<WebhookOptions>(WebhookOptions.Section),
        SettingsSection.Of<RequestsOptions>(RequestsOptions.Section),
        SettingsSection.Of<ShutdownOptions>(ShutdownOptions.Section),
    ];

    /// <summary>True for a name that may stand alone on the command line.</summary>
    public static bool IsRootName(string name) =>
        Sections[0].Keys.ContainsKey(name) || FrameworkNames.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>True for the first part of a key that we or ASP.NET read.</summary>
    public static bool IsFirstPart(string name) =>
        IsRootName(name) || Sections.Any(section => section.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first parts of our own keys, for messages.</summary>
    public static IEnumerable<string> FirstParts =>
        Sections[0].Keys.Keys.Concat(Sections.Skip(1).Select(section => section.Name)).Order(StringComparer.Ordinal);

    /// <summary>Binds and validates every section.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var section in Sections)
            section.Register(services, configuration);

        return services.AddSingleton<IValidateOptions<ProgramOptions>, TogetherValidator>();
    }
}

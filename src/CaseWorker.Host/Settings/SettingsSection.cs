using System.Reflection;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Settings;

/// <summary>One section of the configuration and the class it fills.</summary>
/// <param name="Name">Empty for the names outside any section.</param>
/// <param name="Options">Public properties with a setter are the keys.</param>
internal sealed record SettingsSection(string Name, Type Options, Action<IServiceCollection, IConfiguration> Register)
{
    /// <summary>The keys, by name in any case.</summary>
    public IReadOnlyDictionary<string, PropertyInfo> Keys { get; } = Options
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.CanWrite)
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    public static SettingsSection Of<T>(string name)
        where T : class =>
        new(name, typeof(T), (services, configuration) => services
            .AddSingleton<IValidateOptions<T>>(new SectionValidator<T>(name))
            .AddOptions<T>()
            .Bind(name.Length == 0 ? configuration : configuration.GetSection(name))
            .ValidateOnStart());

    /// <summary>The key as it is written on a command line: <c>Storage:Provider</c>.</summary>
    public string PathOf(string key) => Name.Length == 0 ? key : $"{Name}:{key}";
}

using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace CaseWorker.Host.Settings;

/// <summary>Refuses names that nobody reads and values that cannot be read: a misspelt setting must not be a silent default.</summary>
internal static class SettingsCheck
{
    /// <returns>One sentence per fault; empty when all is well.</returns>
    public static IReadOnlyList<string> Faults(IConfigurationRoot configuration) =>
    [
        .. UnknownFirstParts(configuration),
        .. KnownSettings.Sections.SelectMany(section => section.Name.Length == 0
            ? UnreadableRootValues(configuration, section)
            : SectionFaults(configuration.GetSection(section.Name), section)),
    ];

    // The environment is full of names that are not ours; files and the command line are written for this program.
    private static IEnumerable<string> UnknownFirstParts(IConfigurationRoot configuration) => configuration.Providers
        .Where(provider => provider is JsonConfigurationProvider or CommandLineConfigurationProvider)
        .SelectMany(provider => provider.GetChildKeys([], null))
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(name => !KnownSettings.IsFirstPart(name))
        .Select(name => $"{name} is not a setting; known are {string.Join(", ", KnownSettings.FirstParts)}.");

    private static IEnumerable<string> UnreadableRootValues(IConfiguration configuration, SettingsSection section) =>
        section.Keys.Values.SelectMany(key => ValueFaults(configuration.GetSection(key.Name), section.PathOf(key.Name), key));

    private static IEnumerable<string> SectionFaults(IConfigurationSection configuration, SettingsSection section)
    {
        foreach (var child in configuration.GetChildren())
        {
            if (!section.Keys.TryGetValue(child.Key, out var key))
                yield return $"{section.PathOf(child.Key)} is not a setting; known are {string.Join(", ", section.Keys.Values.Select(known => section.PathOf(known.Name)))}.";
            else
                foreach (var fault in ValueFaults(child, section.PathOf(key.Name), key))
                    yield return fault;
        }
    }

    private static IEnumerable<string> ValueFaults(IConfigurationSection value, string path, PropertyInfo key)
    {
        if (value.GetChildren().Any())
            yield return $"{path} must be one value, is a list or an object.";
        else if (!string.IsNullOrEmpty(value.Value) && !CanRead(value.Value, key.PropertyType))
            yield return $"{path} must be {Describe(key.PropertyType)}, is \"{value.Value}\".";
    }

    private static bool CanRead(string text, Type type)
    {
        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or NotSupportedException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }

    private static string Describe(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var known when known == typeof(bool) => "true or false",
        var known when known == typeof(TimeSpan) => "a time as hh:mm:ss",
        { IsEnum: true } known => "one of " + string.Join(", ", Enum.GetNames(known)),
        { IsPrimitive: true } => "a number",
        var known => known.Name,
    };
}

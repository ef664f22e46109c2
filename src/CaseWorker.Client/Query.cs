using System.Globalization;

namespace CaseWorker.Client;

/// <summary>Adds parameters to a path; those that are null are left out.</summary>
internal static class Query
{
    public static string With(string path, string name, string? value) =>
        value is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";

    public static string With(string path, string name, long? value) => With(path, name, value?.ToString(CultureInfo.InvariantCulture));
}

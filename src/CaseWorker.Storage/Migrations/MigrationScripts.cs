using System.Globalization;
using System.Reflection;
using DbUp.Engine;

namespace CaseWorker.Storage.Migrations;

/// <summary>The numbered scripts of each dialect, which travel inside the program. The highest number is the schema's version.</summary>
internal static class MigrationScripts
{
    /// <summary>The schema version this program was made for.</summary>
    public static int Version { get; } = For(StorageProvider.Sqlite).Select(script => NumberOf(script.Name)).Max();

    /// <summary>The scripts in the order of their numbers, named like <c>001_foundation.sql</c>.</summary>
    public static IReadOnlyList<SqlScript> For(StorageProvider provider)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"{typeof(MigrationScripts).Namespace}.{provider}.";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new SqlScript(name[prefix.Length..], Read(assembly, name))),
        ];
    }

    public static int NumberOf(string scriptName) => int.Parse(scriptName.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

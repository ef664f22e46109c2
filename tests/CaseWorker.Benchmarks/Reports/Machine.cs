using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Reports;

/// <summary>Where the figures come from.</summary>
internal static class Machine
{
    /// <param name="broker">Null: none takes part.</param>
    public static string Describe(IConnection? broker = null)
    {
        var version = broker?.ServerProperties is { } properties && properties.TryGetValue("version", out var value) && value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : "?";
        var clients = broker is null ? "" : $", RabbitMQ {version}, RabbitMQ.Client {Version<IConnection>()}";
        return string.Create(CultureInfo.InvariantCulture, $"""
            machine  {Environment.ProcessorCount} cores ({CpuName()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB, {RuntimeInformation.OSDescription}
            load     {Line("/proc/loadavg")} (1, 5, 15 minutes: other work on the machine makes every figure smaller)
            versions {RuntimeInformation.FrameworkDescription}{clients}, SQLite {SqliteVersion()}, Microsoft.Data.Sqlite {Version<SqliteConnection>()}
            """);
    }

    private static string? Version<T>() => typeof(T).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];

    private static string SqliteVersion()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return connection.ServerVersion;
    }

    private static string CpuName() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?"
        : "?";

    private static string Line(string file) => File.Exists(file) ? string.Join(' ', File.ReadAllText(file).Split(' ').Take(3)) : "?";
}

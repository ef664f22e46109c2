using System.Globalization;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>How the program is configured for the measurements: nothing but what every role has to know.</summary>
internal sealed record ProgramSettings(string BrokerUri, int Partitions)
{
    public string[] For(string roles, string directory) =>
    [
        "--Roles=" + roles,
        "--Transport:Kind=RabbitMq",
        "--RabbitMq:Uri=" + BrokerUri,
        string.Create(CultureInfo.InvariantCulture, $"--RabbitMq:Partitions={Partitions}"),
        "--Data:Directory=" + directory,
    ];
}

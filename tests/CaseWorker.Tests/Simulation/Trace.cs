using System.Globalization;

namespace CaseWorker.Tests.Simulation;

/// <summary>The story of one seed, a line a step.</summary>
internal sealed class Trace
{
    private readonly List<string> lines = [];

    public World? World { get; set; }

    public void Add(string line) => lines.Add(string.Create(CultureInfo.InvariantCulture, $"{World?.Step,5} {line}"));

    public override string ToString() => string.Join('\n', lines);
}

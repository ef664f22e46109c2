using System.CommandLine;

namespace CaseWorker.Benchmarks;

/// <summary>The options that every benchmark has.</summary>
internal sealed class LoadOptions
{
    private readonly Option<int> cases;
    private readonly Option<int> partitions = new("--partitions") { Description = "Partitions (N).", DefaultValueFactory = _ => 8 };
    private readonly Option<int> prefetch = new("--prefetch") { Description = "Unacknowledged messages per queue; the program itself takes 1000.", DefaultValueFactory = _ => 1000 };

    /// <summary>Adds the options to <paramref name="command"/>.</summary>
    public LoadOptions(Command command, int defaultCases)
    {
        cases = new Option<int>("--cases") { Description = "How many cases.", DefaultValueFactory = _ => defaultCases };
        command.Add(cases);
        command.Add(partitions);
        command.Add(prefetch);
    }

    public Load Read(ParseResult line) => new(line.GetValue(cases), line.GetValue(partitions), (ushort)line.GetValue(prefetch));
}

/// <summary>How much of what is measured.</summary>
internal sealed record Load(int Cases, int Partitions, ushort Prefetch);

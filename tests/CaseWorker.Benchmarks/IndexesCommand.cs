using System.CommandLine;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Due;
using CaseWorker.Benchmarks.Indexes;
using CaseWorker.Benchmarks.Reports;

namespace CaseWorker.Benchmarks;

/// <summary>indexes: what intake pays for the indexes that lists and searches read.</summary>
internal static class IndexesCommand
{
    public static Command Create()
    {
        var command = new Command("indexes", "The writer of batches on SQLite with and without each index of the lists and searches, in turn on the same file.");
        var cases = new Option<int>("--cases") { Description = "Cases that are there before.", DefaultValueFactory = _ => 200_000 };
        var each = new Option<int>("--each") { Description = "Cases stored in each turn, in batches of 500.", DefaultValueFactory = _ => 5000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each index is taken away; medians are told.", DefaultValueFactory = _ => 5 };
        command.Add(cases);
        command.Add(each);
        command.Add(rounds);
        command.SetAction(line => RunAsync(line.GetValue(cases), line.GetValue(each), line.GetValue(rounds)));
        return command;
    }

    private static async Task<int> RunAsync(int cases, int each, int rounds)
    {
        using var template = await TemplateDatabase.MakeAsync("random");
        using var folder = template.Copy();
        OpenCases.Fill(folder.Path, cases);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"load     {cases:N0} cases before, {each:N0} a turn in batches of 500, {rounds} rounds");
        Console.WriteLine();

        await using var run = await IndexRun.StartAsync(folder.Path, cases + 1, each);
        Console.Write(await run.RunAsync(rounds));
        return 0;
    }
}

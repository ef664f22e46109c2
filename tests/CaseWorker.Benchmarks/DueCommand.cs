using System.CommandLine;
using System.Diagnostics;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Benchmarks.Due;
using CaseWorker.Benchmarks.Reports;

namespace CaseWorker.Benchmarks;

/// <summary>due: what the sweep of due dates costs and reaches with many open cases.</summary>
internal static class DueCommand
{
    public static Command Create()
    {
        var command = new Command("due", "The sweep of due dates on SQLite: with nothing to do, with very many stages in one second, and with a steady stream; intake goes on beside.");
        var cases = new Option<int>("--cases") { Description = "Open cases.", DefaultValueFactory = _ => 1_000_000 };
        var burst = new Option<int>("--burst") { Description = "Stages due in the same second.", DefaultValueFactory = _ => 100_000 };
        var rate = new Option<int>("--rate") { Description = "Stages a second of the stream.", DefaultValueFactory = _ => 1000 };
        var seconds = new Option<int>("--seconds") { Description = "How long the stream is.", DefaultValueFactory = _ => 30 };
        var intake = new Option<int>("--intake") { Description = "Cases a second that are stored beside.", DefaultValueFactory = _ => 1000 };
        command.Add(cases);
        command.Add(burst);
        command.Add(rate);
        command.Add(seconds);
        command.Add(intake);
        command.SetAction(line => RunAsync(line.GetValue(cases), line.GetValue(burst), line.GetValue(rate), line.GetValue(seconds), line.GetValue(intake)));
        return command;
    }

    private static async Task<int> RunAsync(int cases, int burst, int rate, int seconds, int intake)
    {
        if (Math.Max(burst, rate * seconds) * 5 > cases)
            throw new ArgumentException($"There must be five open cases for each that is due, are {cases}.", nameof(cases));

        using var template = await TemplateDatabase.MakeAsync("random");
        using var folder = template.Copy();
        var watch = Stopwatch.StartNew();
        OpenCases.Fill(folder.Path, cases);
        Console.WriteLine(Machine.Describe());
        Console.WriteLine($"load     {cases:N0} open cases, made in {watch.Elapsed.TotalSeconds:0} s; intake of {intake} cases a second beside");
        Console.WriteLine();

        await using var run = new DueRun(folder, cases, intake);
        await run.IdleAsync(sweeps: 20);
        var idle = await run.IdleAsync(sweeps: 1000);
        var table = new TextTable("a sweep that finds nothing, ms", "p50", "p99", "most");
        table.Add("", Median.Of(idle), Median.Percentile(idle, 0.99), idle.Max());
        Console.WriteLine(table);

        var (fired, stored) = await run.BurstAsync(burst);
        table = new TextTable($"{burst:N0} stages due in one second, in order", "fired/s", "stored/s beside");
        table.Add("", fired, stored);
        Console.WriteLine(table);

        var (lateness, storedBeside) = await run.StreamAsync(rate, seconds);
        table = new TextTable($"lateness at {rate:N0} stages a second for {seconds} s, ms", "p50", "p99", "most", "stored/s beside");
        table.Add("", Median.Of(lateness), Median.Percentile(lateness, 0.99), lateness.Max(), storedBeside);
        Console.WriteLine(table);
        return 0;
    }
}

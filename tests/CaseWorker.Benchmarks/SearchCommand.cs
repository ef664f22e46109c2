using System.CommandLine;
using System.Text.RegularExpressions;
using CaseWorker.Benchmarks.Reports;
using CaseWorker.Benchmarks.Search;
using CaseWorker.IntegrationTests.Processes;

namespace CaseWorker.Benchmarks;

/// <summary>search: how long lists and searches take on a million cases, beside their SQL run by hand.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var command = new Command("search", "Lists and searches over HTTP on many cases of 50 hubs on SQLite: one client, warm, and the same SQL run by hand on the same file.");
        var directory = new Option<DirectoryInfo?>("--directory") { Description = "Where the database is, or is to be made; kept afterwards. Without it: made anew, and deleted." };
        var cases = new Option<int>("--cases") { Description = "How many cases.", DefaultValueFactory = _ => 1_000_000 };
        var calls = new Option<int>("--calls") { Description = "Calls of each route.", DefaultValueFactory = _ => 1000 };
        var routes = new Option<string>("--routes") { Description = "Which routes: a regular expression for their names.", DefaultValueFactory = _ => "" };
        var traced = new Option<int>("--by-hand") { Description = "How many of the calls are also compared with their SQL by hand, without HTTP and behind it; 0: none.", DefaultValueFactory = _ => 200 };
        command.Add(directory);
        command.Add(cases);
        command.Add(calls);
        command.Add(routes);
        command.Add(traced);
        command.SetAction(line => RunAsync(line.GetValue(directory), line.GetValue(cases), line.GetValue(calls), new Regex(line.GetValue(routes)!), line.GetValue(traced)));
        return command;
    }

    private static async Task<int> RunAsync(DirectoryInfo? kept, int cases, int calls, Regex wanted, int byHand)
    {
        using var folder = new TemporaryFolder();
        var directory = kept?.FullName ?? folder.Path;
        Console.WriteLine(Machine.Describe());
        await SearchDatabase.MakeAsync(directory, cases);
        SearchRoute[] routes = [.. new SearchRoutes(cases).All.Where(route => wanted.IsMatch(route.Name))];
        Console.WriteLine($"load     {cases:N0} cases of {SearchCatalog.Hubs} hubs, {calls:N0} calls a route by one client; by hand {byHand} of them");
        Console.WriteLine();

        await new SearchRun(directory, calls, byHand).RunAsync(routes);
        return 0;
    }
}

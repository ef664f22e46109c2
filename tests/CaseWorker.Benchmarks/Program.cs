using System.CommandLine;
using CaseWorker.Benchmarks;
using CaseWorker.Benchmarks.Search;

var root = new RootCommand("Measures CaseWorker beside the least that could do the same work. No figure is asserted; wrong rows are.")
{
    IntakeCommand.Create(),
    MemoryCommand.Create(),
    LanesCommand.Create(),
    SharingCommand.Create(),
    DueCommand.Create(),
    IndexesCommand.Create(),
    SteadyCommand.Create(),
    SearchCommand.Create(),
    HandServerCommand.Create(),
    WebhooksCommand.Create(),
};

return await root.Parse(args).InvokeAsync();

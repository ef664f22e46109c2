using System.CommandLine;
using CaseWorker.Host.Composition;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;

namespace CaseWorker.Host.Commands;

/// <summary>Runs one command with the parts it needs, without serving anything.</summary>
internal static class CommandScope
{
    /// <summary>True: the answer is JSON for machines, not a table for people.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table." };

    /// <summary>Makes the parts, checks that the database fits, runs <paramref name="work"/>, and takes the parts down again.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> settings, Func<IServiceProvider, Task<int>> work) => RunOnAnySchemaAsync(settings, async services =>
    {
        var fit = await SchemaCheck.CheckAsync(services.GetRequiredService<Database>(), CancellationToken.None);
        return fit == SchemaFit.Fits
            ? await work(services)
            : throw new ImpossibleException($"The database's schema is {fit}: run `caseworker migrate` with this version of the program, or check Storage and Data:Directory.");
    });

    /// <summary>As <see cref="RunAsync"/>, for commands that send: with the catalogue and the number of partitions at hand.</summary>
    public static Task<int> RunSendingAsync(IReadOnlyList<string> settings, Func<IServiceProvider, Task<int>> work, CancellationToken cancellation) => RunAsync(settings, async services =>
    {
        await services.GetRequiredService<PartitionsInForce>().FixAsync(cancellation);
        await services.GetRequiredService<CatalogCache>().LoadAsync(cancellation);
        return await work(services);
    });

    /// <summary>As <see cref="RunAsync"/>, for the command that makes the schema.</summary>
    public static async Task<int> RunOnAnySchemaAsync(IReadOnlyList<string> settings, Func<IServiceProvider, Task<int>> work)
    {
        var builder = ProgramBuilder.Create(settings);
        var parts = Parts.Of(builder.Configuration);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddCaseWorker(builder.Configuration, parts).AddQueue(parts).AddParking();

        // Built but never started: a command asks for what it needs and nothing runs in the background.
        await using var app = builder.Build();
        return await work(app.Services);
    }
}

using System.CommandLine;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Host.Commands;

/// <summary>The catalogue of hubs, departments, services and reps, as a file.</summary>
internal static class CatalogCommands
{
    public static Command Create(IReadOnlyList<string> settings) =>
        new("catalog", "Hubs, departments, services, reps and what belongs to them.") { Apply(settings), Export(settings) };

    private static Command Apply(IReadOnlyList<string> settings)
    {
        var file = new Argument<FileInfo>("file") { Description = "The catalogue as JSON." };
        var json = CommandScope.Json();
        var command = new Command("apply", "Makes the catalogue what the file says, all of it or nothing, and prints the difference. Exit code 1: the file is refused.") { file, json };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var given = parsed.GetRequiredValue(file);
            if (!given.Exists)
                throw new ImpossibleException($"There is no file {given.FullName}.");

            var catalog = CatalogFile.Read(await File.ReadAllBytesAsync(given.FullName, cancellation));
            return Tell(await services.GetRequiredService<CatalogApplier>().ApplyAsync(catalog, hubOnly: null, cancellation), parsed.GetValue(json));
        }));
        return command;
    }

    private static Command Export(IReadOnlyList<string> settings)
    {
        var hub = new Option<int?>("--hub") { Description = "Only this hub; default: all." };
        var command = new Command("export", "Prints the catalogue as a file that can be applied; never keys or secrets.") { hub };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            Console.Write(await services.GetRequiredService<CatalogExporter>().ExportAsync(parsed.GetValue(hub), cancellation));
            return ProgramExit.Done;
        }));
        return command;
    }

    /// <summary>Prints what changed, or all reasons why nothing did.</summary>
    internal static int Tell(CatalogResult result, bool json)
    {
        if (json)
            Answer.Json(new { errors = result.Errors, difference = result.Difference });

        if (result.Errors.Count > 0)
            throw new RefusedException(string.Join(Environment.NewLine, result.Errors.Select(error => error.Message)));

        if (!json)
            Console.WriteLine(result.Difference.Count == 0 ? "Nothing to change." : string.Join(Environment.NewLine, result.Difference));

        return ProgramExit.Done;
    }
}

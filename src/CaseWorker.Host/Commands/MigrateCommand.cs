using System.CommandLine;
using CaseWorker.Host.Composition;
using CaseWorker.Storage.Migrations;

namespace CaseWorker.Host.Commands;

/// <summary>Brings the schema up to this program's version.</summary>
internal static class MigrateCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new Command("migrate", "Makes the database where there is none and brings its schema up to date. Harmless when repeated.");
        command.SetAction((_, cancellation) => CommandScope.RunOnAnySchemaAsync(settings, services => MigrateAsync(services, cancellation)));
        return command;
    }

    private static async Task<int> MigrateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        services.GetRequiredService<Parts>().MakeFolder();
        var scripts = await services.GetRequiredService<Migrator>().MigrateAsync(cancellation);
        foreach (var script in scripts)
            Console.WriteLine($"ran {script}");

        Console.WriteLine($"The schema is at version {SchemaCheck.ProgramVersion}.");
        return ProgramExit.Done;
    }
}

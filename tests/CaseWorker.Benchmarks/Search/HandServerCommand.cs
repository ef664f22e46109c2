using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CaseWorker.Benchmarks.Search;

/// <summary>hand-server: what <see cref="HandServer"/> starts. Kestrel and one handler: no routing, no logs, no settings, no services.</summary>
internal static class HandServerCommand
{
    public const string Name = "hand-server";

    public static Command Create()
    {
        var command = new Command(Name, "Answers with the rows of SQL that it is given, until its input ends.") { Hidden = true };
        var directory = new Argument<DirectoryInfo>("directory") { Description = "Where the database is." };
        command.Add(directory);
        command.SetAction(line => RunAsync(line.GetRequiredValue(directory).FullName));
        return command;
    }

    private static async Task RunAsync(string directory)
    {
        using var statements = new HandStatements(directory);
        using var endpoint = new HandEndpoint(statements);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(endpoint.AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());

        // Ends with whoever started it, however that one ends.
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}

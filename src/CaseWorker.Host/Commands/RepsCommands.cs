using System.CommandLine;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Host.Commands;

/// <summary>What changes about reps from day to day.</summary>
internal static class RepsCommands
{
    public static Command Create(IReadOnlyList<string> settings) =>
        new("reps", "What changes about reps from day to day.") { Set(settings) };

    private static Command Set(IReadOnlyList<string> settings)
    {
        var id = new Argument<int>("id") { Description = "The rep." };
        var active = new Option<bool?>("--active") { Description = "true or false." };
        var outFrom = new Option<DateTimeOffset?>("--out-from") { Description = "Out of office from this instant (ISO 8601; without an offset: UTC); replaces earlier absences." };
        var outTo = new Option<DateTimeOffset?>("--out-to") { Description = "Until this instant; left out: until further notice." };
        var back = new Option<bool>("--back") { Description = "No absence any more." };
        var maxOpen = new Option<int?>("--max-open") { Description = "At most so many new and open cases." };
        var noMaxOpen = new Option<bool>("--no-max-open") { Description = "No such limit." };
        var departments = new Option<int[]?>("--department") { Description = "The departments, all of them.", AllowMultipleArgumentsPerToken = true };
        var json = CommandScope.Json();
        outFrom.CustomParser = Instant;
        outTo.CustomParser = Instant;
        var command = new Command("set", "Changes what is given and leaves the rest. Exit code 1: no such rep, or the change is refused.")
        {
            id, active, outFrom, outTo, back, maxOpen, noMaxOpen, departments, json,
        };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var edit = new RepEdit
            {
                Active = parsed.GetValue(active) is { } isActive ? new(isActive) : default,
                OutOfOffice = parsed.GetValue(back) ? new([])
                    : parsed.GetValue(outFrom) is { } from ? new([new Absence(from, parsed.GetValue(outTo))])
                    : default,
                MaxOpenCases = parsed.GetValue(noMaxOpen) ? new(null) : parsed.GetValue(maxOpen) is { } max ? new(max) : default,
                Departments = parsed.GetValue(departments) is { Length: > 0 } ids ? new(ids) : default,
            };
            var result = await services.GetRequiredService<RepEditor>().SetAsync(hubId: null, parsed.GetValue(id), edit, cancellation)
                ?? throw new RefusedException($"There is no rep {parsed.GetValue(id)}.");
            return CatalogCommands.Tell(result, parsed.GetValue(json));
        }));
        command.Validators.Add(result =>
        {
            if (result.GetValue(outTo) is { } to && !(result.GetValue(outFrom) < to))
                result.AddError("--out-to must come after --out-from.");
            if (result.GetValue(maxOpen) < 0)
                result.AddError("--max-open must be 0 or more.");
        });
        return command;
    }

    private static DateTimeOffset? Instant(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var instant))
            return instant.ToUniversalTime();

        result.AddError($"An instant must be ISO 8601, is {text}.");
        return null;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Host.Commands.Enqueueing;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;

namespace CaseWorker.Host.Commands;

/// <summary>Puts cases into the queue: one from options, or a file of JSON lines.</summary>
internal static class EnqueueCommand
{
    private static readonly Option<FileInfo?> File = new("--file") { Description = "A file with one CaseEnqueue object in JSON per line. The same file a second time doubles nothing." };
    private static readonly Option<int?> Hub = new("--hub") { Description = "Only services of this hub; default: all hubs." };
    private static readonly Option<string?> Key = new("--key") { Description = "The message key; the same key a second time changes nothing. Default: a new one." };
    private static readonly Option<bool> AutoClose = new("--auto-close") { Description = "Store the case closed, for statistics." };
    private static readonly Option<string[]> Properties = new("--property") { Description = "A custom property as name=value; can be given several times." };

    private static readonly (Option<string?> Option, string Member)[] Texts =
    [
        (new("--service") { Description = "The service's id." }, "ServiceId"),
        (new("--service-ext-ref") { Description = "The service's own reference, instead of its id." }, "ServiceIdExtRef"),
        (new("--customer") { Description = "The customer's id." }, "CustomerId"),
        (new("--ext-ref") { Description = "At most 200 characters." }, "ExtRef"),
        (new("--subject") { Description = "At most 100 characters." }, "Subject"),
        (new("--notes") { Description = "At most 4000 characters." }, "Notes"),
        (new("--classification") { Description = "At most 100 characters." }, "ClassificationCode"),
        (new("--procedure") { Description = "The procedure's reference." }, "ProcedureExtRef"),
        (new("--procedure-option") { Description = "The procedure option's reference." }, "ProcedureOptionExtRef"),
    ];

    public static Command Create(IReadOnlyList<string> settings)
    {
        var json = CommandScope.Json();
        var command = new Command("enqueue", "Puts one case, or a file of them, into the queue. Exit code 1: refused, nothing was sent; 2: the queue is away.") { File, Hub, Key, AutoClose, Properties, json };
        foreach (var (option, _) in Texts)
            command.Options.Add(option);

        command.SetAction((parsed, cancellation) => CommandScope.RunSendingAsync(settings, services => parsed.GetValue(File) is { } file
            ? SendFileAsync(services, file, parsed.GetValue(Hub), parsed.GetValue(json), cancellation)
            : SendOneAsync(services, parsed, parsed.GetValue(json)), cancellation));
        return command;
    }

    private static async Task<int> SendFileAsync(IServiceProvider services, FileInfo given, int? hubId, bool json, CancellationToken cancellation)
    {
        if (!given.Exists)
            throw new ImpossibleException($"There is no file {given.FullName}.");

        var catalog = services.GetRequiredService<CatalogCache>().Current;
        var clock = services.GetRequiredService<TimeProvider>();
        var file = await EnqueueFile.CheckAsync(given.FullName, catalog, hubId, cancellation);
        var begun = clock.GetTimestamp();
        var (accepted, failure) = await FileProgress.ShowAsync(given.Name, file.Cases, progress =>
            new FileSender(services.GetRequiredService<ICaseQueue>(), progress).SendAsync(file.MessagesAsync(catalog, hubId, clock, cancellation), cancellation));
        var seconds = clock.GetElapsedTime(begun).TotalSeconds;
        if (json)
            Answer.Json(new { file = given.FullName, identity = file.Identity, cases = file.Cases, accepted, seconds });
        else
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{accepted} of {file.Cases} cases accepted in {seconds:0.0} s ({accepted / Math.Max(seconds, 0.001):0} a second)."));

        return failure is null
            ? ProgramExit.Done
            : throw new ImpossibleException($"The queue did not take the next case ({failure}). Run the same file again: what was accepted is not doubled.");
    }

    private static async Task<int> SendOneAsync(IServiceProvider services, ParseResult parsed, bool json)
    {
        var key = parsed.GetValue(Key) ?? Guid.NewGuid().ToString();
        var reading = EnqueueReader.Read(System.Text.Encoding.UTF8.GetBytes(Body(parsed).ToJsonString()));
        var message = EnqueueFile.MessageOf(
            reading, services.GetRequiredService<CatalogCache>().Current, parsed.GetValue(Hub), key, services.GetRequiredService<TimeProvider>().GetUtcNow());
        var outcome = await services.GetRequiredService<ICaseQueue>().SendAsync(message, CancellationToken.None);
        if (outcome != SendOutcome.Accepted)
            throw new ImpossibleException($"The queue did not take the case ({outcome}). To try again without doubling it: --key {key}");

        if (json)
            Answer.Json(new { messageKey = key, serviceId = message.ServiceId });
        else
            Console.WriteLine($"Accepted for service {message.ServiceId} with message key {key}.");

        return ProgramExit.Done;
    }

    private static JsonObject Body(ParseResult parsed)
    {
        var body = new JsonObject();
        foreach (var (option, member) in Texts)
        {
            if (parsed.GetValue(option) is { } text)
                body[member] = text;
        }

        if (parsed.GetValue(AutoClose))
            body["AutoClose"] = true;

        if (parsed.GetValue(Properties) is { Length: > 0 } properties)
            body["CustomProperties"] = new JsonObject(properties.Select(property => property.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)pair.ElementAtOrDefault(1))));

        return body;
    }
}

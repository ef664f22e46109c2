using System.CommandLine;
using System.Text;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Host.Commands;

/// <summary>What could not become a case, of every hub and of none.</summary>
internal static class ParkedCommands
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static Command Create(IReadOnlyList<string> settings) =>
        new("parked", "Messages that could not become a case.") { List(settings), Show(settings), Retry(settings), Discard(settings) };

    private static Command List(IReadOnlyList<string> settings)
    {
        var hub = new Option<int?>("--hub") { Description = "Only this hub's; default: all, those of no hub too." };
        var state = new Option<string?>("--state") { Description = "Only parked, retrying, resolved or discarded ones; default: parked.", DefaultValueFactory = _ => "parked" };
        state.AcceptOnlyFromAmong("parked", "retrying", "resolved", "discarded", "all");
        var after = new Option<long>("--after") { Description = "Begin after this number." };
        var top = new Option<int>("--top") { Description = "At most so many; default 100.", DefaultValueFactory = _ => 100 };
        var json = CommandScope.Json();
        var command = new Command("list", "Lists parked messages, without payloads.") { hub, state, after, top, json };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var wanted = parsed.GetValue(state) is "all" ? null : parsed.GetValue(state);
            var rows = await services.GetRequiredService<Database>().ReadAsync(
                session => ParkedReader.ListAsync(session, parsed.GetValue(hub), wanted, parsed.GetValue(after), parsed.GetValue(top)), cancellation);
            if (parsed.GetValue(json))
                Answer.Json(rows);
            else
                Answer.Table(["Parked", "Hub", "Service", "State", "Reason", "Detail", "Attempts", "Parked at", "Message key"], rows.Select(row => new object?[] { row.ParkedId, row.HubId, row.ServiceId, row.State, row.Reason, row.Detail, row.Attempts, row.ParkedAt, row.MessageKey }));

            return ProgramExit.Done;
        }));
        return command;
    }

    private static Command Show(IReadOnlyList<string> settings)
    {
        var id = Id();
        var json = CommandScope.Json();
        var command = new Command("show", "Shows one parked message with its payload.") { id, json };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var (head, body) = await services.GetRequiredService<Database>().ReadAsync(
                async session => (await ParkedReader.FindAsync(session, parsed.GetValue(id), hubId: null), (await ParkedReader.ReadBodiesAsync(session, [parsed.GetValue(id)])).FirstOrDefault()),
                cancellation);
            if (head is null || body is null)
                throw new RefusedException($"There is no parked message {parsed.GetValue(id)}.");

            var (payload, encoding) = PayloadOf(body.Body);
            if (parsed.GetValue(json))
                Answer.Json(new { head, payload, payloadEncoding = encoding });
            else
                Answer.Pairs([.. typeof(ParkedHeadRow).GetProperties().Select(property => (property.Name, property.GetValue(head))), ($"Payload ({encoding})", payload)]);

            return ProgramExit.Done;
        }));
        return command;
    }

    private static Command Retry(IReadOnlyList<string> settings)
    {
        var id = Id();
        var payload = new Option<FileInfo?>("--payload") { Description = "A file with the payload to send instead." };
        var command = new Command("retry", "Sends a parked message again, repaired or as it is. Exit code 1: refused.") { id, payload };
        command.SetAction((parsed, cancellation) => CommandScope.RunSendingAsync(settings, async services =>
        {
            var edited = parsed.GetValue(payload) is { } file ? await File.ReadAllBytesAsync(file.FullName, cancellation) : null;
            var result = await services.GetRequiredService<ParkingDesk>().RetryAsync(parsed.GetValue(id), hubId: null, edited, cancellation);
            return result.Outcome switch
            {
                RetryOutcome.Sent => Said($"Parked message {parsed.GetValue(id)} is on its way; `parked show` tells what became of it."),
                RetryOutcome.NotFound => throw new RefusedException($"There is no parked message {parsed.GetValue(id)}."),
                RetryOutcome.NotParked => throw new RefusedException($"The message must be parked, is {result.State}."),
                RetryOutcome.PayloadMustStay => throw new RefusedException("A retry of it is under way: it can be sent again, but not with another payload."),
                RetryOutcome.Invalid => throw new RefusedException(string.Join(Environment.NewLine, result.Errors!.Values.SelectMany(messages => messages))),
                RetryOutcome.NotSent => throw new ImpossibleException("The queue is away; the message is parked as before."),
                RetryOutcome.Unknown => throw new ImpossibleException("The queue did not answer in time; retrying again is safe."),
            };
        }, cancellation));
        return command;
    }

    private static Command Discard(IReadOnlyList<string> settings)
    {
        var id = Id();
        var reason = new Option<string>("--reason") { Description = "Why, for those who come after; 1 to 1000 characters.", Required = true };
        reason.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: >= 1 and <= 1000 })
                result.AddError("--reason must be 1 to 1000 characters.");
        });
        var command = new Command("discard", "Gives a parked message up for good. Exit code 1: refused.") { id, reason };
        command.SetAction((parsed, cancellation) => CommandScope.RunSendingAsync(settings, async services =>
            await services.GetRequiredService<ParkingDesk>().DiscardAsync(parsed.GetValue(id), hubId: null, parsed.GetRequiredValue(reason), cancellation) switch
            {
                DiscardOutcome.Discarded => Said($"Parked message {parsed.GetValue(id)} is discarded."),
                DiscardOutcome.NotFound => throw new RefusedException($"There is no parked message {parsed.GetValue(id)}."),
                DiscardOutcome.NotParked => throw new RefusedException("The message must be parked, is not."),
            }, cancellation));
        return command;
    }

    private static Argument<long> Id() => new("id") { Description = "The parked message's number." };

    private static int Said(string message)
    {
        Console.WriteLine(message);
        return ProgramExit.Done;
    }

    private static (string Payload, string Encoding) PayloadOf(byte[] body)
    {
        try
        {
            return (StrictUtf8.GetString(body), "utf8");
        }
        catch (DecoderFallbackException)
        {
            return (Convert.ToBase64String(body), "base64");
        }
    }
}

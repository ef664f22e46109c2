using System.CommandLine;
using System.Globalization;
using CaseWorker.Processing.Access;

namespace CaseWorker.Host.Commands;

/// <summary>The keys by which callers are known.</summary>
internal static class KeysCommands
{
    // More keys than anyone reads; the list begins anew after the last one shown.
    private const int MaxListed = 1000;

    public static Command Create(IReadOnlyList<string> settings) =>
        new("keys", "Keys for the HTTP interfaces.") { New(settings), Revoke(settings), List(settings) };

    private static Command New(IReadOnlyList<string> settings)
    {
        var name = new Argument<string>("name") { Description = "For people; several keys can share one." };
        var scopes = new Option<string[]>("--scope") { Description = $"One or more of {ScopeWords.All}.", Required = true, AllowMultipleArgumentsPerToken = true };
        scopes.AcceptOnlyFromAmong([.. ScopeWords.Of((Scopes)~0)]);
        var hub = new Option<int>("--hub") { Description = "The hub whose data the key opens; default 1.", DefaultValueFactory = _ => 1 };
        var level = new Option<string?>("--access-level") { Description = $"For the help center: {string.Join(", ", AccessRule.AccessLevels)}." };
        var json = CommandScope.Json();
        var command = new Command("create", "Makes a random key and prints it: now or never.") { name, scopes, hub, level, json };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var wanted = parsed.GetRequiredValue(scopes).Aggregate(Scopes.None, (sum, word) => sum | ScopeWords.Find(word));
            var creation = await services.GetRequiredService<KeyKeeper>()
                .CreateAsync(parsed.GetValue(hub), parsed.GetRequiredValue(name), wanted, parsed.GetValue(level), cancellation);
            return Tell(creation, parsed.GetValue(json));
        }));
        return command;
    }

    private static int Tell(KeyCreation creation, bool json)
    {
        switch (creation)
        {
            case KeyCreated created when json:
                Answer.Json(new { keyId = created.KeyId, key = created.Key });
                return ProgramExit.Done;
            case KeyCreated created:
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Key {created.KeyId}, shown only now: {created.Key}"));
                return ProgramExit.Done;
            case KeyRefused refused:
                throw new RefusedException(string.Join(Environment.NewLine, refused.Errors.Values.SelectMany(messages => messages)));
            default:
                throw new InvalidOperationException($"Unknown outcome {creation}.");
        }
    }

    private static Command Revoke(IReadOnlyList<string> settings)
    {
        var id = new Argument<long>("id") { Description = "The key's number in the list." };
        var command = new Command("revoke", "Makes a key worthless everywhere within 5 s. Exit code 1: no valid key has the number.") { id };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            if (!await services.GetRequiredService<KeyKeeper>().RevokeAsync(parsed.GetValue(id), hubId: null, cancellation))
                throw new RefusedException($"There is no valid key {parsed.GetValue(id)}.");

            Console.WriteLine($"Key {parsed.GetValue(id)} is revoked.");
            return ProgramExit.Done;
        }));
        return command;
    }

    private static Command List(IReadOnlyList<string> settings)
    {
        var hub = new Option<int?>("--hub") { Description = "Only this hub's; default: all." };
        var after = new Option<long>("--after") { Description = "Begin after this number." };
        var json = CommandScope.Json();
        var command = new Command("list", "Lists keys, the revoked ones included; never the keys themselves.") { hub, after, json };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var keys = await services.GetRequiredService<KeyKeeper>().ListAsync(parsed.GetValue(hub), parsed.GetValue(after), MaxListed, cancellation);
            if (parsed.GetValue(json))
                Answer.Json(keys);
            else
                Answer.Table(["Key", "Hub", "Name", "Scopes", "Level", "Created", "Revoked"], keys.Select(key => new object?[] { key.KeyId, key.HubId, key.Name, key.Scopes, key.AccessLevel, key.CreatedAt, key.RevokedAt }));

            return ProgramExit.Done;
        }));
        return command;
    }
}

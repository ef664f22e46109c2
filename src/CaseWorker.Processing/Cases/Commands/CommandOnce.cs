using System.Globalization;
using System.Text.Json;
using CaseWorker.Processing.Cases.History;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Sees to it that a command with an Idempotency-Key is done once, whoever sends it how often (spec 2.1: on every creating route).</summary>
/// <remarks>
/// Keys are those of the hub, whatever they are used for: one that named a case that was enqueued names no note. The row is written in the
/// transaction of the command, so what was refused is not remembered.
/// </remarks>
internal static class CommandOnce
{
    /// <summary>What the key says of the command; null: no key was given, or it never came before.</summary>
    public static async Task<CaseResult?> FindAsync(Session session, CaseTarget target, CaseCommand command)
    {
        if (target.IdempotencyKey is null)
            return null;

        var wanted = RowOf(target, command, "", default);
        if (await IdempotencyStore.FindAsync(session, [wanted]) is not [var row])
            return null;

        return row.RequestHash.AsSpan().SequenceEqual(wanted.RequestHash) ? AnswerOf(row.MessageKey) : new CaseResult.KeyReused();
    }

    /// <summary>Remembers what was done under the target's key, if it has one. A key that came meanwhile fails the transaction; <see cref="Database.IsDuplicate"/> tells.</summary>
    public static async Task RememberAsync(Session session, CaseTarget target, CaseCommand command, CaseResult.Done done)
    {
        if (target.IdempotencyKey is not null)
            await IdempotencyStore.AddAsync(session, [RowOf(target, command, TextOf(done, target.By.Name), done.At)]);
    }

    private static IdempotencyRow RowOf(CaseTarget target, CaseCommand command, string answer, DateTimeOffset at) => new()
    {
        HubId = target.HubId,
        KeyHash = MessageHash.OfKey(target.HubId, target.IdempotencyKey!),
        RequestHash = MessageHash.OfBody(RequestOf(target.CaseId, command)),
        CaseId = target.CaseId,

        // No message was sent: what was answered stands here.
        MessageKey = answer,
        CreatedAt = at,
    };

    // "note:version:milliseconds:who"; the name of a key has at most 200 characters.
    private static string TextOf(CaseResult.Done done, string by) =>
        string.Create(CultureInfo.InvariantCulture, $"{done.NoteId ?? 0}:{done.Version}:{done.At.ToUnixTimeMilliseconds()}:{by}");

    private static CaseResult.Done AnswerOf(string text)
    {
        var parts = text.Split(':', 4);
        var numbers = parts.Take(3).Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new CaseResult.Done(numbers[1], HasChanged: false, DateTimeOffset.FromUnixTimeMilliseconds(numbers[2]))
        {
            NoteId = numbers[0] == 0 ? null : numbers[0],
            DoneBeforeBy = parts[3],
        };
    }

    // The same request has the same bytes, however it was written.
    private static byte[] RequestOf(int caseId, CaseCommand command)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteNumberValue(caseId);
            switch (command)
            {
                case CaseCommand.AddNote note:
                    Write(json, "note", note.Type, note.Title, note.Text, Instant(note.At));
                    break;
                case CaseCommand.ImportHistory import:
                    json.WriteStringValue("history");
                    foreach (var item in import.Items)
                        Write(json, item);

                    break;
                default:
                    throw new InvalidOperationException($"The command must make something that is counted, is {command.GetType().Name}.");
            }

            json.WriteEndArray();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, HistoryItem item) => Write(
        json,
        item.Type,
        item.Title,
        item.Text,
        Instant(item.At),
        item.From,
        item.To,
        item.Cc,
        item.Bcc,
        Instant(item.ReceivedAt),
        item.RepId?.ToString(CultureInfo.InvariantCulture));

    private static void Write(Utf8JsonWriter json, params ReadOnlySpan<string?> values)
    {
        foreach (var value in values)
            json.WriteStringValue(value);
    }

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}

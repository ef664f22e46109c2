using System.Globalization;
using System.Security.Cryptography;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Host.Commands.Enqueueing;

/// <summary>A file of JSON lines that was checked as a whole, so that either all of it can be sent or nothing is.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Identity">SHA-256 of its content: what makes a second run of the same file harmless.</param>
/// <param name="Cases">How many lines hold a case.</param>
internal sealed record EnqueueFile(string Path, string Identity, long Cases)
{
    private const int MaxFaultsShown = 20;

    /// <summary>Reads and checks every line.</summary>
    /// <exception cref="RefusedException">Lines that can't become a case, the first of them named.</exception>
    public static async Task<EnqueueFile> CheckAsync(string path, Catalog catalog, int? hubId, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var faulty = 0L;
        var cases = 0L;
        await foreach (var line in JsonLines.ReadAsync(path, cancellation))
        {
            cases++;
            var check = EnqueueRule.Check(EnqueueReader.Read(line.Body.Span), catalog, hubId, requireActive: true);
            if (check.Errors.Count == 0)
                continue;

            if (++faulty <= MaxFaultsShown)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line.Number}: {string.Join(' ', check.Errors.Values.SelectMany(messages => messages))}"));
        }

        if (faulty > 0)
            throw new RefusedException(string.Join(Environment.NewLine, [.. faults, $"{faulty} of {cases} lines can't become a case. Nothing was sent."]));

        await using var file = File.OpenRead(path);
        return new EnqueueFile(path, Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation)), cases);
    }

    /// <summary>The messages in the order of the lines.</summary>
    public async IAsyncEnumerable<OutgoingMessage> MessagesAsync(
        Catalog catalog, int? hubId, TimeProvider clock, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in JsonLines.ReadAsync(Path, cancellation))
            yield return MessageOf(EnqueueReader.Read(line.Body.Span), catalog, hubId, string.Create(CultureInfo.InvariantCulture, $"file:{Identity}:{line.Number}"), clock.GetUtcNow());
    }

    /// <summary>A request as it travels; the worker gives the case its id.</summary>
    /// <exception cref="RefusedException">The request can't become a case.</exception>
    public static OutgoingMessage MessageOf(EnqueueReading reading, Catalog catalog, int? hubId, string key, DateTimeOffset now)
    {
        var check = EnqueueRule.Check(reading, catalog, hubId, requireActive: true);
        if (check.Errors.Count > 0)
            throw new RefusedException(string.Join(Environment.NewLine, check.Errors.Values.SelectMany(messages => messages)));

        return new OutgoingMessage(check.Service!.ServiceId, new IntakeMessage
        {
            Body = EnqueueWriter.Write(EnqueueRule.Normalize(reading.Request!, check.Service)),
            MessageKey = key,
            HubId = check.Service.HubId,
            AcceptedAt = now,
            FromGateway = true,
        });
    }
}

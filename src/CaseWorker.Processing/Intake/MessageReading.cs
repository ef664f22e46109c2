using CaseWorker.Contracts;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Intake;

/// <summary>A message as far as it can be understood without the database.</summary>
/// <param name="Request">Null when the body is no JSON object.</param>
/// <param name="Fault">Why it can't become a case, as a word; null so far.</param>
/// <param name="FaultDetail">The same for people.</param>
internal sealed record MessageReading(IntakeMessage Message, byte[] BodyHash, CaseEnqueue? Request, string? Fault, string? FaultDetail)
{
    /// <summary>What its caller wants of the case beyond <see cref="Request"/>; null: nothing.</summary>
    public CaseWish? Wish { get; init; }

    public static MessageReading Of(IntakeMessage message)
    {
        var bodyHash = MessageHash.OfBody(message.Body);
        if (message.Body.Length == 0)
            return new MessageReading(message, bodyHash, null, "empty-body", "The body must be a JSON object, is empty.");

        var reading = EnqueueReader.Read(message.Body, message.FromGateway);
        var fault = reading.IsMalformed ? "malformed-json" : reading.Errors.Count > 0 ? "invalid" : null;
        return new MessageReading(message, bodyHash, reading.Request, fault, fault is null ? null : Describe(reading.Errors)) { Wish = reading.Wish };
    }

    /// <summary>All errors in one text, a line each.</summary>
    public static string Describe(IReadOnlyDictionary<string, string[]> errors) =>
        string.Join('\n', errors.SelectMany(error => error.Value.Select(text => $"{error.Key}: {text}")));
}

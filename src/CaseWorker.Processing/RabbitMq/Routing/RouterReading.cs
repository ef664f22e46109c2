using System.Text.Unicode;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>What the router makes of a body: the service it belongs to, or why it can't be told.</summary>
/// <param name="Body">What is handed on: the message without its envelope.</param>
/// <param name="MessageId">The envelope's id, null when there is none.</param>
/// <param name="Service">Where it goes; known but not used for an inactive one; null when it can't be told.</param>
/// <param name="Fault">The reason word for parking; null when it can be handed on.</param>
/// <param name="Detail">A sentence for people; null where the word says it all.</param>
internal sealed record RouterReading(byte[] Body, string? MessageId, Service? Service, string? Fault, string? Detail)
{
    /// <summary>True: another catalogue may know better.</summary>
    public bool IsForCatalog => Fault is "unknown-service" or "inactive-service" or "ambiguous-service";

    /// <summary>Reads no more than the service needs: all else is the worker's to check, in the order of the service. Pure; never throws.</summary>
    /// <param name="hubId">The header hub-id; null when absent.</param>
    public static RouterReading Of(byte[] body, int? hubId, Catalog catalog)
    {
        if (body.Length == 0)
            return Faulty("empty-body", null);

        if (body.Length > LaneDelivery.MaxBody)
            return Faulty("too-large", $"The body must be at most {LaneDelivery.MaxBody} bytes, is {body.Length}.");

        if (!Utf8.IsValid(body))
            return Faulty("invalid-utf8", null);

        var envelope = Envelope.Open(body);
        var message = envelope.MessageId is null && envelope.Message.Length == body.Length ? body : envelope.Message.ToArray();
        var reading = EnqueueReader.Read(message);
        if (reading.Request is not { } request)
            return Faulty("malformed-json", string.Join(' ', reading.Errors.Values.SelectMany(sentences => sentences))) with { MessageId = envelope.MessageId };

        var check = EnqueueRule.Check(request, catalog, hubId, requireActive: true);
        var fault = check switch
        {
            { IsAmbiguous: true } => "ambiguous-service",
            { Service.Active: false } => "inactive-service",
            { Service: not null } => null,
            _ when request.ServiceId is null or 0 && string.IsNullOrEmpty(request.ServiceIdExtRef) => "no-service",
            _ => "unknown-service",
        };
        return new RouterReading(message, envelope.MessageId, check.Service, fault, fault is null ? null : Sentences(check));

        RouterReading Faulty(string fault, string? detail) => new(body, null, null, fault, detail);
    }

    private static string Sentences(EnqueueCheck check) => string.Join(' ', check.Errors
        .Where(error => error.Key is nameof(Contracts.CaseEnqueue.ServiceId) or nameof(Contracts.CaseEnqueue.ServiceIdExtRef))
        .SelectMany(error => error.Value));
}

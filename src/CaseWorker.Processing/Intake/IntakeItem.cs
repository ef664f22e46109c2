using System.Security.Cryptography;
using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage.Failpoints;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Intake;

/// <summary>A message together with what the catalogue says of it.</summary>
/// <param name="Service">Null when no service, or not a single one, can be told.</param>
/// <param name="Fault">Why it must be parked, as a word; null: it can become a case.</param>
internal sealed record IntakeItem(
    IntakeMessage Message,
    byte[] KeyHash,
    byte[] BodyHash,
    CaseEnqueue? Request,
    Service? Service,
    string? Fault,
    string? FaultDetail)
{
    /// <summary>What its caller wants of the case beyond <see cref="Request"/>; null: nothing, as nearly always.</summary>
    public CaseWish? Wish { get; init; }

    /// <summary>The department the case is stored in, as far as it is known here; the service's unless the caller chose one.</summary>
    public int? DepartmentId => Wish?.DepartmentId ?? Service?.DepartmentId;

    /// <summary>Inactive services are refused at the door; what has passed it is stored (spec 9).</summary>
    public static IntakeItem Of(MessageReading reading, Catalog catalog)
    {
        if (reading.Request is not { } request)
            return With(reading, null, reading.Fault, reading.FaultDetail);

        // Whose order a message belongs to was decided when it was routed: a reference that moved since must not put it into another one.
        if (reading.Message.ServiceId is { } routed)
            request = request with { ServiceId = routed, ServiceIdExtRef = null };

        var check = EnqueueRule.Check(request, catalog, reading.Message.HubId, requireActive: false, reading.Wish);
        if (reading.Fault is not null)
            return With(reading, check.Service, reading.Fault, reading.FaultDetail);
        if (check.IsAmbiguous)
            return With(reading, null, "ambiguous-service", MessageReading.Describe(check.Errors));
        if (check.Errors.Count > 0)
            return With(reading, check.Service, check.Service is null ? "unknown-service" : "invalid", MessageReading.Describe(check.Errors));

        return With(reading, check.Service, null, null);
    }

    private static IntakeItem With(MessageReading reading, Service? service, string? fault, string? detail) => new(
        reading.Message,
        Failpoint.IsWrong(FailpointNames.WrongNoKeyCheck) ? RandomNumberGenerator.GetBytes(32) : MessageHash.OfKey(service?.ServiceId, reading.Message.MessageKey),
        reading.BodyHash,
        reading.Request,
        service,
        fault,
        detail)
    {
        Wish = reading.Wish,
    };
}

using System.Collections.Frozen;
using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Processing.Parking;

/// <summary>A parked message as it was read.</summary>
/// <param name="IsHeadOfLine">True while its service is blocked by it.</param>
/// <param name="HasPlace">True while it stands behind others in the line of its blocked service.</param>
internal sealed record ParkedMessage(ParkedHeadRow Head, ParkedBodyRow Body, bool IsHeadOfLine, bool HasPlace);

/// <summary>Which payloads a parked message can be retried with, and in which service. Pure.</summary>
internal static class RetryRule
{
    /// <returns>The service the payload names; errors by member, empty exactly when it can be sent.</returns>
    public static (Service? Service, IReadOnlyDictionary<string, string[]> Errors) Check(ParkedMessage parked, byte[] body, Catalog catalog)
    {
        var maxBody = parked.Body.FromGateway ? IntakeMessage.MaxGatewayBody : ParkingDesk.MaxBody;
        if (body.Length > maxBody)
            return (null, Error("$", $"The payload must be at most {maxBody} bytes, is {body.Length}."));

        // It blocks its service when its turn comes; sent now it would go to the end of a line that can't get past its place.
        if (parked.HasPlace)
            return (null, Error(nameof(CaseEnqueue.ServiceId), $"The service {parked.Head.ServiceId} is blocked by a message before this one, which must be repaired or discarded first."));

        // What has reached a partition was accepted while its service was active, and is stored (spec 9).
        var check = EnqueueRule.Check(EnqueueReader.Read(body, parked.Body.FromGateway), catalog, parked.Head.HubId, requireActive: parked.Body.PartitionId is null);
        if (check.Errors.Count > 0 || check.Service is null)
            return (check.Service, check.Errors);

        // The messages held behind it wait in the order of this service; in another one it could not let them go on.
        if (parked.IsHeadOfLine && check.Service.ServiceId != parked.Head.ServiceId)
        {
            return (check.Service, Error(
                nameof(CaseEnqueue.ServiceId),
                $"The service must stay {parked.Head.ServiceId}, which is blocked by this message; to use another, discard it and enqueue the case anew."));
        }

        return (check.Service, check.Errors);
    }

    private static FrozenDictionary<string, string[]> Error(string member, string sentence) =>
        new Dictionary<string, string[]> { [member] = [sentence] }.ToFrozenDictionary(StringComparer.Ordinal);
}

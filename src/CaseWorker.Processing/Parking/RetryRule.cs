using System.Collections.Frozen;
using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Processing.Parking;

/// <summary>A parked message as it was read.</summary>
/// <param name="IsHeadOfLine">True while its service is blocked by it.</param>
internal sealed record ParkedMessage(ParkedHeadRow Head, ParkedBodyRow Body, bool IsHeadOfLine);

/// <summary>Which payloads a parked message can be retried with, and in which service. Pure.</summary>
internal static class RetryRule
{
    /// <returns>The service the payload names; errors by member, empty exactly when it can be sent.</returns>
    public static (Service? Service, IReadOnlyDictionary<string, string[]> Errors) Check(ParkedMessage parked, byte[] body, Catalog catalog)
    {
        if (body.Length > ParkingDesk.MaxBody)
            return (null, Error("$", $"The payload must be at most {ParkingDesk.MaxBody} bytes, is {body.Length}."));

        // What has reached a partition was accepted while its service was active, and is stored (spec 9).
        var check = EnqueueRule.Check(EnqueueReader.Read(body), catalog, parked.Head.HubId, requireActive: parked.Body.PartitionId is null);
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

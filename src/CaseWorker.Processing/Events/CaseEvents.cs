using System.Text.Json;
using CaseWorker.Contracts;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Events;

/// <summary>Writes what happened to a case as the outbox row that will be told.</summary>
public static class CaseEvents
{
    /// <param name="row">The case as it is after the event.</param>
    /// <param name="partitionId">The partition of the case's service: all events of a case are told by the same dispatcher.</param>
    /// <param name="more">Adds the members that only some events have; null: none.</param>
    public static OutboxRow Of(CaseFacts row, string name, int partitionId, DateTimeOffset at, Func<CaseEvent, CaseEvent>? more = null)
    {
        var told = new CaseEvent
        {
            EventId = Guid.NewGuid().ToString("D"),
            Name = name,
            At = at,
            HubId = row.HubId,
            CaseId = row.CaseId,
            ServiceId = row.ServiceId,
            DepartmentId = row.DepartmentId,
            Sequence = row.Sequence,
            Status = row.Status,
            RepId = row.RepId,
            CustomerId = row.CustomerId,
            ExtRef = row.ExtRef,
            Subject = row.Subject,
            Cycle = row.Cycle,
        };
        return Row(partitionId, more is null ? told : more(told));
    }

    private static OutboxRow Row(int partitionId, CaseEvent told) => new(
        partitionId,
        told.HubId,
        told.CaseId,
        told.Name,
        told.EventId,
        JsonSerializer.Serialize(told, ContractsJson.Default.CaseEvent),
        told.At);
}

using System.Text.Json;
using CaseWorker.Contracts;
using CaseWorker.Storage.Assignment;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Events;

/// <summary>Writes what happened to a case as the outbox row that will be told.</summary>
public static class CaseEvents
{
    /// <summary>An event of a case that is being stored.</summary>
    public static OutboxRow Of(CaseRow row, string name, int partitionId, DateTimeOffset at) => Row(partitionId, new CaseEvent
    {
        EventId = NewId(),
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
        Cycle = 1,
    });

    /// <summary>An event of a case whose rep changes.</summary>
    public static OutboxRow Of(AssignableCaseRow row, string name, int partitionId, DateTimeOffset at) => Row(partitionId, new CaseEvent
    {
        EventId = NewId(),
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
    });

    private static string NewId() => Guid.NewGuid().ToString("D");

    private static OutboxRow Row(int partitionId, CaseEvent told) => new(
        partitionId,
        told.HubId,
        told.CaseId,
        told.Name,
        told.EventId,
        JsonSerializer.Serialize(told, ContractsJson.Default.CaseEvent),
        told.At);
}

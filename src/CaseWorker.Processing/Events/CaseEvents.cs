using System.Text.Json;
using CaseWorker.Contracts;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Events;

/// <summary>Writes what happened to a case as the outbox row that will be told.</summary>
public static class CaseEvents
{
    /// <param name="row">The case as it is after the event.</param>
    /// <param name="more">Adds the members that only some events have; null: none.</param>
    public static OutboxRow Of(CaseFacts row, string name, DateTimeOffset at, Func<CaseEvent, CaseEvent>? more = null)
    {
        var told = new CaseEvent
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
        };
        return Row(more is null ? told : more(told));
    }

    /// <summary>The event with the due dates of the case.</summary>
    public static CaseEvent WithDates(this CaseEvent told, CaseDue due) =>
        told with { DueAt = due.DueAt, PreOverdueAt = due.PreOverdueAt, PostOverdueAt = due.PostOverdueAt };

    /// <summary>That a message was parked; null where its hub is not known, since nobody could be told.</summary>
    /// <param name="reason">A word.</param>
    public static OutboxRow? OfParked(IntakeMessage message, int? hubId, int? serviceId, string reason, DateTimeOffset at)
    {
        if (hubId is not { } hub)
            return null;

        var told = new CaseParkedEvent
        {
            EventId = NewId(),
            Name = CaseEventNames.CaseParked,
            At = at,
            HubId = hub,
            ServiceId = serviceId,
            CaseId = message.CaseId,
            MessageKey = message.MessageKey,
            Reason = reason,
        };
        return new OutboxRow(
            EventLaneRule.LaneOf(message.CaseId), hub, message.CaseId, told.Name, told.EventId, JsonSerializer.Serialize(told, ContractsJson.Default.CaseParkedEvent), at);
    }

    private static string NewId() => Guid.NewGuid().ToString("D");

    private static OutboxRow Row(CaseEvent told) => new(
        EventLaneRule.LaneOf(told.CaseId),
        told.HubId,
        told.CaseId,
        told.Name,
        told.EventId,
        JsonSerializer.Serialize(told, ContractsJson.Default.CaseEvent),
        told.At);
}

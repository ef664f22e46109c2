using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.Intake;

/// <summary>Makes the first row of a case from its message and the decision about it.</summary>
internal static class CaseRows
{
    /// <param name="policy">The service's; null: none.</param>
    /// <param name="decision">Null for a case that is stored closed: no rep, no due dates, counted (spec 2.1).</param>
    public static CaseRow Of(IntakeItem item, Service service, long sequence, int caseId, Decision? decision, string worker, DateTimeOffset storedAt, DuePolicy? policy)
    {
        var request = item.Request!;
        var acceptedAt = item.Message.AcceptedAt ?? storedAt;
        return new CaseRow
        {
            CaseId = caseId,
            HubId = service.HubId,
            ServiceId = service.ServiceId,
            DepartmentId = service.DepartmentId,
            Sequence = sequence,
            KeyHash = item.KeyHash,
            BodyHash = item.BodyHash,
            MessageKey = item.Message.MessageKey,
            Source = item.Message.Source,
            SourceN = item.Message.SourceN,
            Worker = worker,
            AcceptedAt = acceptedAt,
            StoredAt = storedAt,
            Status = decision is null ? "closed" : "new",
            Waiting = decision is { Rep: null },
            RepId = decision?.Rep?.RepId,
            CustomerId = request.CustomerId,
            ExtRef = request.ExtRef,
            Subject = request.Subject,
            Notes = request.Notes,
            ClassificationCode = request.ClassificationCode,
            AutoClose = decision is null,
            ProcedureExtRef = request.ProcedureExtRef,
            ProcedureOptionExtRef = request.ProcedureOptionExtRef,
            OpenedAt = acceptedAt,
            AssignedAt = decision?.Rep is null ? null : storedAt,
            UpdatedAt = storedAt,
            ClosedAt = decision is null ? storedAt : null,
            PossibleDuplicate = item.Message.PossibleDuplicate,
            Due = decision is null ? CaseDue.None : DueOpening.Of(policy, acceptedAt, storedAt, isOpenedGiven: false),
        };
    }
}

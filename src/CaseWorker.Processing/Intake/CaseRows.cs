using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.Enqueue;
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

    /// <summary>The row as its caller wants it, where more was said than a CaseEnqueue can say (spec 5).</summary>
    /// <param name="department">In which the case was decided.</param>
    public static CaseRow With(CaseRow row, CaseWish wish, Department department, DuePolicy? policy)
    {
        var openedAt = wish.OpenedAt ?? row.OpenedAt;
        var updatedAt = wish.UpdatedAt ?? wish.OpenedAt ?? row.UpdatedAt;
        if (updatedAt > row.StoredAt)
            updatedAt = row.StoredAt;

        var status = row.Status == "closed" ? "closed" : wish.Status ?? row.Status;

        // A case that is stored closed stays with whom the caller says had it, active or not.
        var repId = row.RepId ?? (status == "closed" ? department.Reps.FirstOrDefault(rep => rep.RepId == wish.RepId)?.RepId : null);
        return row with
        {
            DepartmentId = department.DepartmentId,
            Status = status,
            AutoClose = false,
            RepId = repId,
            CustomerId = wish.ContactId ?? row.CustomerId,
            CompanyId = wish.CompanyId,
            OpenedBy = wish.OpenedBy,
            OpenedAt = openedAt,
            AssignedAt = repId is null ? null : wish.AssignedAt ?? (status == "closed" ? updatedAt : row.AssignedAt),
            UpdatedAt = updatedAt,
            ClosedAt = status == "closed" ? updatedAt : null,
            Due = status == "closed" ? CaseDue.None : DueOf(status, policy, openedAt, row.StoredAt, wish.OpenedAt is not null),
        };
    }

    // A case that is stored open waits for its customer from then on: since when it had done so before, nobody said.
    private static CaseDue DueOf(string status, DuePolicy? policy, DateTimeOffset openedAt, DateTimeOffset storedAt, bool isOpenedGiven)
    {
        var due = DueOpening.Of(policy, openedAt, storedAt, isOpenedGiven);
        return status == "open" ? DueChange.Turn(due, policy, [new Pause(storedAt, null)], storedAt) : due;
    }
}

using CaseWorker.Benchmarks.Cases;
using CaseWorker.Contracts;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Benchmarks.Bare;

/// <summary>All rows of one case as values ready to be bound: made before the measurement, so that a bare insert is nothing but that.</summary>
internal sealed record BareRows(object?[] Case, object?[][] Properties, object?[][] Notes, object?[] Assignment, object?[][] Outbox)
{
    private static readonly byte[] Eligible = MessageHash.OfBody("eligible"u8);
    private static readonly byte[] Excluded = MessageHash.OfBody("[]"u8);

    /// <summary>The rows of the whole load, in its order.</summary>
    public static List<BareRows> Of(IEnumerable<BenchCase> cases)
    {
        var sequences = new long[BenchCatalog.Services + 1];
        var now = DateTimeOffset.UtcNow;
        return [.. cases.Select(one => Of(one, ++sequences[one.ServiceId], now))];
    }

    private static BareRows Of(BenchCase one, long sequence, DateTimeOffset now)
    {
        var row = CaseOf(one, sequence, now);
        var assignment = new AssignmentRow(row.CaseId, 1, now, "random", row.RepId, Eligible, Excluded, row.RepId % 10, 10, "intake");
        return new BareRows(
            Values(IntakeTables.Cases, row),
            [.. one.Request.CustomProperties!.Select((property, place) => Values(IntakeTables.Properties, new PropertyRow(row.CaseId, place, property.Key, property.Value)))],
            [NoteOf(row, "Case created"), NoteOf(row, $"Assigned to Rep Number {row.RepId - 100}")],
            Values(IntakeTables.Assignments, assignment),
            [EventOf(row with { RepId = null }, CaseEventNames.CaseCreated), EventOf(row, CaseEventNames.CaseAssigned)]);
    }

    private static CaseRow CaseOf(BenchCase one, long sequence, DateTimeOffset now)
    {
        var message = one.ToMessage(now);
        return new CaseRow
        {
            CaseId = one.Number,
            HubId = BenchCatalog.HubId,
            ServiceId = one.ServiceId,
            DepartmentId = BenchCatalog.DepartmentOf(one.ServiceId),
            Sequence = sequence,
            KeyHash = MessageHash.OfKey(one.ServiceId, message.MessageKey),
            BodyHash = MessageHash.OfBody(one.Body),
            MessageKey = message.MessageKey,
            Source = "benchmark/1",
            SourceN = sequence,
            Worker = "benchmark-12345-abcd",
            AcceptedAt = now,
            StoredAt = now,
            Status = "new",
            RepId = BenchCatalog.RepOf(one.ServiceId, one.Number),
            CustomerId = one.Request.CustomerId,
            ExtRef = one.Request.ExtRef,
            Subject = one.Request.Subject,
            Notes = one.Request.Notes,
            ClassificationCode = one.Request.ClassificationCode,
            OpenedAt = now,
            AssignedAt = now,
            UpdatedAt = now,
            Due = DueOpening.Of(policy: null, now, now, isOpenedGiven: false),
        };
    }

    private static object?[] NoteOf(CaseRow row, string text) =>
        Values(IntakeTables.Notes, new NoteRow(row.CaseId, row.StoredAt, Author: null, System: true, SystemNotes.Type, text, text));

    private static object?[] EventOf(CaseRow row, string name) => Values(IntakeTables.Outbox, CaseEvents.Of(row, name, row.StoredAt));

    private static object?[] Values<T>(RowBatch<T> batch, T row) => [.. batch.Columns.Select(column => column.Value(row))];
}

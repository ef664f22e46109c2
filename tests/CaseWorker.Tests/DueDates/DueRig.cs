using System.Globalization;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Processing.DueDates;
using CaseWorker.Storage;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Intake;
using CaseWorker.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>Intake and the sweep of due dates over a real database, with one clock.</summary>
public sealed class DueRig
{
    private DueRig(IntakeRig intake)
    {
        Intake = intake;
        Sweep = SweepOver(intake.Database);
    }

    public IntakeRig Intake { get; }

    public FakeTimeProvider Clock => Intake.Clock;

    public DueSweep Sweep { get; }

    /// <summary>The catalogue of the intake rig, with a policy for service 1.</summary>
    public static async Task<DueRig> StartAsync(Database database, DateTimeOffset now, string due)
    {
        var rig = new DueRig(await IntakeRig.StartAsync(database, now));
        await rig.SetPolicyAsync(due);
        return rig;
    }

    /// <summary>Another scheduler's sweep.</summary>
    public DueSweep SweepOver(Database database) => new(database, Intake.Clock, NullLogger<DueSweep>.Instance);

    /// <summary>A sweep whose clock shows another time: fake clocks do not go back.</summary>
    public DueSweep At(DateTimeOffset now) => new(Intake.Database, new FakeTimeProvider(now), NullLogger<DueSweep>.Instance);

    /// <summary>Moves the clock, and sweeps.</summary>
    public Task<int> SweepAtAsync(DateTimeOffset now)
    {
        Clock.SetUtcNow(now);
        return Sweep.RunAsync(CancellationToken.None);
    }

    public async Task RunAsync(int caseId, CaseCommand command) =>
        Assert.IsType<CaseResult.Done>(await Intake.Desk.RunAsync(new CaseTarget(caseId, 1, new Actor("web", null)), command, CancellationToken.None));

    public Task SetStatusAsync(int caseId, string status) => RunAsync(caseId, new CaseCommand.SetStatus(status));

    public Task SetDueAsync(int caseId, DateTimeOffset? dueAt) => RunAsync(caseId, new CaseCommand.Update { DueAt = new(dueAt) });

    /// <param name="due">The due object of service 1; null: none.</param>
    /// <param name="calendars">The list of calendars; empty: none.</param>
    public Task SetPolicyAsync(string? due, string calendars = "") => Intake.ApplyAsync(
        $$"""
        { "hubs": [ { "id": 1, "name": "Main", {{(calendars.Length > 0 ? $"\"calendars\": {calendars}," : "")}}
            "services": [ { "id": 1, "name": "Billing", "extRef": "billing", "departmentId": 10, "due": {{due ?? "null"}} },
                          { "id": 2, "name": "Orders", "departmentId": 10, "headOfLine": "block" }, { "id": 3, "name": "Offers", "departmentId": 20 } ] } ] }
        """);

    /// <summary>Stores a case of service 1.</summary>
    /// <returns>Its id.</returns>
    public async Task<int> StoreAsync(DateTimeOffset? openedAt = null, string body = """{"ServiceId":1}""")
    {
        var message = Intake.Message(body) with { AcceptedAt = openedAt ?? Clock.GetUtcNow() };
        await Intake.StoreAsync(message);
        return Assert.Single(await Intake.QueryAsync<int>("SELECT CaseId FROM SupportCase WHERE MessageKey = @key", new { key = message.MessageKey }));
    }

    /// <summary>Cases with only a due date, the same for all, without what belongs to them: enough to fire.</summary>
    public async Task AddDueCasesAsync(int count, Func<int, DateTimeOffset> dueAt)
    {
        foreach (var chunk in Enumerable.Range(1, count).Chunk(1000))
        {
            await Intake.Database.WriteAsync(
                session => IntakeStore.AddCasesAsync(session, [.. chunk.Select(id => StorageRows.Case(id) with { Due = new CaseDue { DueAt = dueAt(id), NextAt = dueAt(id), PolicyMark = 1 } })]),
                CancellationToken.None);
        }
    }

    public Task<DueCase> CaseAsync(int caseId) => SingleAsync<DueCase>(
        "SELECT PreOverdueAt, DueAt, PostOverdueAt, IsOverdue, Cycle, StageReached, NextDueAt, RowVersion, UpdatedAt FROM SupportCase WHERE CaseId = @caseId", caseId);

    /// <summary>What fired or was skipped, in words like "1 pre 60000", the number being the lateness.</summary>
    public async Task<List<string>> FiredAsync(int caseId)
    {
        var rows = await Intake.Database.ReadAsync(session => DueEventStore.ListAsync(session, caseId), CancellationToken.None);
        return [.. rows.OrderBy(row => row.Cycle).ThenBy(row => row.PlannedAt).ThenBy(row => row.FiredAt).Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{row.Cycle} {row.Stage} {(row.FiredAt is null ? "skipped" : row.LatenessMs)}{(row.Late ? " late" : "")}"))];
    }

    /// <summary>The events of stages in the order in which they will be told, as case id and name.</summary>
    public async Task<List<(int CaseId, string Name)>> EventsAsync() =>
        [.. (await Intake.QueryAsync<EventRow>("SELECT CaseId, EventName FROM Outbox WHERE EventName LIKE 'Case%verdue' ORDER BY OutboxId")).Select(row => (row.CaseId, row.EventName))];

    /// <summary>The stage notes of a case by their first words.</summary>
    public async Task<List<string>> NotesAsync(int caseId) =>
        [.. (await Intake.QueryAsync<string>("SELECT Text FROM CaseNote WHERE CaseId = @caseId AND System = 1 AND Text LIKE '%verdue%' ORDER BY NoteId", new { caseId })).Select(text => text.Split(':')[0])];

    public async Task<T> SingleAsync<T>(string sql, int caseId) => Assert.Single(await Intake.QueryAsync<T>(sql, new { caseId }));

    public sealed record DueCase
    {
        public DateTimeOffset? PreOverdueAt { get; init; }
        public DateTimeOffset? DueAt { get; init; }
        public DateTimeOffset? PostOverdueAt { get; init; }
        public bool IsOverdue { get; init; }
        public int Cycle { get; init; }
        public int StageReached { get; init; }
        public DateTimeOffset? NextDueAt { get; init; }
        public long RowVersion { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
    }

    private sealed record EventRow
    {
        public int CaseId { get; init; }
        public string EventName { get; init; } = "";
    }
}

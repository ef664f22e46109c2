using System.Text.Json;
using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using CaseWorker.Tests.Intake;

namespace CaseWorker.Tests.Cases.Commands;

/// <summary>Stored cases and the desk that changes them, over a real database.</summary>
public sealed class CommandRoom
{
    /// <summary>What the rig has, and tags, a workflow, and a second hub with a department and a service.</summary>
    private const string More =
        """
        { "hubs": [
          { "id": 1, "name": "Main", "tags": [ { "id": 5, "name": "vip" } ], "workflows": [ { "id": 543, "name": "Complaint" } ] },
          { "id": 2, "name": "Other", "departments": [ { "id": 30, "name": "Support" } ], "services": [ { "id": 21, "name": "Billing", "departmentId": 30 } ] } ] }
        """;

    private CommandRoom(IntakeRig rig) => Rig = rig;

    public IntakeRig Rig { get; }

    public static async Task<CommandRoom> StartAsync(Database database, DateTimeOffset now)
    {
        var room = new CommandRoom(await IntakeRig.StartAsync(database, now));
        await room.Rig.ApplyAsync(More);
        return room;
    }

    /// <summary>A case of service 3, whose department 20 has the one rep 200, unless the body says otherwise.</summary>
    public async Task StoreAsync(int caseId, string body = """{"ServiceId":3,"Subject":"Printer"}""") =>
        await Rig.StoreAsync(Rig.Message(body, caseId: caseId));

    public Task<CaseResult> RunAsync(int caseId, CaseCommand command, int hubId = 1, long[]? versions = null, int? repId = null) => Rig.Desk.RunAsync(
        new CaseTarget(caseId, hubId, new Actor("web", repId)) { IfVersions = versions },
        command,
        CancellationToken.None);

    public Task<CaseResult> SetStatusAsync(int caseId, string status) => RunAsync(caseId, new CaseCommand.SetStatus(status));

    public async Task<CaseStateRow> StateAsync(int caseId) =>
        (await Rig.Database.ReadAsync(session => CaseStateStore.ReadAsync(session, caseId, 1), CancellationToken.None))!;

    /// <summary>The names of the events of a case, in their order.</summary>
    public Task<List<string>> EventsAsync(int caseId) =>
        Rig.QueryAsync<string>("SELECT EventName FROM Outbox WHERE CaseId = @caseId ORDER BY OutboxId", new { caseId });

    /// <summary>The last event of a case.</summary>
    public async Task<JsonElement> LastEventAsync(int caseId) =>
        JsonElement.Parse((await Rig.QueryAsync<string>("SELECT Body FROM Outbox WHERE CaseId = @caseId ORDER BY OutboxId", new { caseId }))[^1]);

    /// <summary>The texts of the notes of a case, in their order.</summary>
    public Task<List<string>> NotesAsync(int caseId) =>
        Rig.QueryAsync<string>("SELECT Text FROM CaseNote WHERE CaseId = @caseId ORDER BY NoteId", new { caseId });

    public Task<List<string>> CausesAsync(int caseId) =>
        Rig.QueryAsync<string>("SELECT Cause FROM CaseAssignment WHERE CaseId = @caseId ORDER BY Ordinal", new { caseId });

    public Task<List<CasePauseRow>> PausesAsync(int caseId) =>
        Rig.Database.ReadAsync(session => CasePauseStore.ListAsync(session, caseId), CancellationToken.None);

    public async Task<int> WaitingAsync(int departmentId) =>
        (await Rig.QueryAsync<int>("SELECT Waiting FROM Department WHERE DepartmentId = @departmentId", new { departmentId })).Single();

    /// <summary>The rep of department 20, with other members.</summary>
    public Task SetSalesRepAsync(string members) => Rig.ApplyAsync(
        $$"""{ "hubs": [ { "id": 1, "name": "Main", "reps": [ { "id": 200, "userName": "cleo", {{members}} } ] } ] }""");
}

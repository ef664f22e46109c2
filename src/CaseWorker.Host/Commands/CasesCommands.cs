using System.CommandLine;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Host.Commands;

/// <summary>Shows what is stored, of every hub: who can read the database needs no key.</summary>
internal static class CasesCommands
{
    private const int MaxHistory = 1000;

    public static Command Create(IReadOnlyList<string> settings) =>
        new("cases", "What is stored.") { List(settings), Show(settings) };

    private static Command List(IReadOnlyList<string> settings)
    {
        var hub = new Option<int>("--hub") { Description = "The hub; default 1.", DefaultValueFactory = _ => 1 };
        var service = new Option<int?>("--service") { Description = "Only this service, in FIFO order." };
        var status = new Option<string?>("--status") { Description = "Only new, open or closed ones." };
        status.AcceptOnlyFromAmong("new", "open", "closed");
        var rep = new Option<int?>("--rep") { Description = "Only those of this rep." };
        var after = new Option<long>("--after") { Description = "Begin after this sequence (with --service and without --rep) or case id." };
        var top = new Option<int>("--top") { Description = "At most so many; default 100.", DefaultValueFactory = _ => 100 };
        var json = CommandScope.Json();
        var command = new Command("list", "Lists cases in FIFO order (one service) or by id.") { hub, service, status, rep, after, top, json };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var filter = new CaseFilter(parsed.GetValue(hub), parsed.GetValue(service), parsed.GetValue(status), parsed.GetValue(rep));
            var cases = await services.GetRequiredService<Database>().ReadAsync(
                session => CaseList.ReadAsync(session, filter, parsed.GetValue(after), parsed.GetValue(top)), cancellation);
            if (parsed.GetValue(json))
                Answer.Json(cases);
            else
                Tell(cases);

            return ProgramExit.Done;
        }));
        return command;
    }

    private static void Tell(IReadOnlyList<CaseDetailsRow> cases) => Answer.Table(
        ["Case", "Service", "Sequence", "Status", "Department", "Rep", "Opened", "Assigned", "Subject"],
        cases.Select(row => new object?[] { row.CaseId, row.ServiceId, row.Sequence, row.Status, row.DepartmentId, row.RepId, row.OpenedAt, row.AssignedAt, row.Subject }));

    private static Command Show(IReadOnlyList<string> settings)
    {
        var id = new Argument<int>("id") { Description = "The case id." };
        var json = CommandScope.Json();
        var command = new Command("show", "Shows one case with its properties, notes and assignment decisions.") { id, json };
        command.SetAction((parsed, cancellation) => CommandScope.RunAsync(settings, async services =>
        {
            var found = await services.GetRequiredService<Database>().ReadAsync(session => FindAsync(session, parsed.GetValue(id)), cancellation)
                ?? throw new RefusedException($"There is no case {parsed.GetValue(id)}; perhaps it is not stored yet.");
            if (parsed.GetValue(json))
                Answer.Json(found);
            else
                Tell(found);

            return ProgramExit.Done;
        }));
        return command;
    }

    private static async Task<ShownCase?> FindAsync(Session session, int caseId) =>
        await CaseReader.FindHubAsync(session, caseId) is { } hubId && await CaseReader.FindAsync(session, caseId, hubId) is { } row
            ? new ShownCase(
                row,
                (await CaseReader.ListPropertiesAsync(session, [caseId])).ToDictionary(property => property.Name, property => property.Value),
                await CaseReader.ListAssignmentsAsync(session, caseId, hubId, 0, MaxHistory),
                await CaseReader.ListNotesAsync(session, caseId, hubId, 0, MaxHistory))
            : null;

    private static void Tell(ShownCase shown)
    {
        Answer.Pairs(
        [
            .. typeof(CaseDetailsRow).GetProperties().Select(property => (property.Name, property.GetValue(shown.Case))),
            .. shown.CustomProperties.Select(property => ($"property {property.Key}", (object?)property.Value)),
        ]);
        Answer.Table(
            ["At", "Strategy", "Rep", "Draw", "Of", "Cause"],
            shown.Assignments.Select(row => new object?[] { row.At, row.Strategy, row.RepId, row.DrawIndex, row.DrawOf, row.Cause }));
        Answer.Table(["At", "By", "Type", "Title", "Text"], shown.Notes.Select(row => new object?[] { row.At, row.Author ?? "system", row.Type, row.Title, row.Text }));
    }

    private sealed record ShownCase(
        CaseDetailsRow Case,
        IReadOnlyDictionary<string, string> CustomProperties,
        IReadOnlyList<CaseAssignmentRow> Assignments,
        IReadOnlyList<CaseNoteRow> Notes);
}

using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.ActionManagement.Queries;

/// <summary>Cases of two hubs that have everything, or nothing, of what queries ask about.</summary>
internal sealed class QueryRoom(Random random)
{
    private static readonly string?[] Subjects = [null, "Printer", "printer jam", "Refund", "100% [ok]_*?^-", "Ærø", "Zebra", "order 10"];
    private static readonly string?[] Codes = [null, "hats", "caps", "Hats", "gloves", "unknown"];
    private static readonly string?[] Procedures = [null, "complaint", "Survey", "survey", "unknown"];
    private static readonly string?[] Options = [null, "low", "birth", "unknown"];
    private static readonly string[] Answers = ["Canada", "canada", "9", "10", "-1.5", "10.0", "1-1", "Ærø 7", "", "1.2.3", "2026-11-22"];
    private static readonly string[] Keys = ["email", "Customer Email", "q1", "Country", "country", "other"];

    private static readonly Sql Complete = Sql.Both(
        """
        UPDATE SupportCase SET WorkflowId = @workflowId, Cost = @cost, IsCostByHand = @byHand, DueAt = @dueAt, PreOverdueAt = @preAt,
            PostOverdueAt = @postAt, IsOverdue = @isOverdue
        WHERE CaseId = @caseId
        """);

    public async Task FillAsync(Session session, int cases)
    {
        CaseRow[] rows = [.. Enumerable.Range(1, cases).Select(NewCase)];
        await IntakeStore.AddCasesAsync(session, rows);
        await IntakeStore.AddPropertiesAsync(session, [.. rows.SelectMany(AnswersOf)]);
        foreach (var row in rows)
            await CompleteAsync(session, row);
    }

    private CaseRow NewCase(int id) => StorageRows.Case(id) with
    {
        HubId = random.Next(4) == 0 ? QueryProgram.OtherHubId : StorageRows.HubId,
        ServiceId = 1 + random.Next(4),
        Status = One("new", "open", "closed"),
        RepId = random.Next(3) == 0 ? null : 100 + random.Next(4),
        Subject = One(Subjects),
        ClassificationCode = One(Codes),
        ProcedureExtRef = One(Procedures),
        ProcedureOptionExtRef = One(Options),
        OpenedAt = Instant(),
        UpdatedAt = Instant(),
    };

    private IEnumerable<PropertyRow> AnswersOf(CaseRow row) =>
        Keys.Where(_ => random.Next(2) == 0).Select((key, ordinal) => new PropertyRow(row.CaseId, ordinal, key, One(Answers)!));

    private async Task CompleteAsync(Session session, CaseRow row)
    {
        await session.ExecuteAsync(Complete, new
        {
            caseId = row.CaseId,
            workflowId = random.Next(3) == 0 ? One(CaseProgramFacts.NoWorkflow, 500, 501, 502, 503, 504) : (int?)null,
            cost = random.Next(2) == 0 ? One("0.0000", "12.5000", "3.1000", "-7.0000") : null,
            byHand = random.Next(2) == 0,
            dueAt = Maybe(),
            preAt = Maybe(),
            postAt = Maybe(),
            isOverdue = random.Next(3) == 0,
        });
        foreach (var listId in (int[])[23, 24, 25, 27, 28, 29])
        {
            if (random.Next(3) == 0)
                await CaseChoiceStore.SetListValueAsync(session, new CaseListValueRow { CaseId = row.CaseId, ListId = listId, ItemId = (listId * 100) + random.Next(5) });
        }

        foreach (var roleId in (int[])[1, 2])
        {
            if (random.Next(2) == 0)
                await CaseChoiceStore.SetRoleUsersAsync(session, row.CaseId, roleId, [.. Enumerable.Range(100, 4).Where(_ => random.Next(2) == 0)]);
        }
    }

    private DateTimeOffset? Maybe() => random.Next(3) == 0 ? null : Instant();

    // Few, so that many are equal.
    private DateTimeOffset Instant() => StorageRows.Noon.AddHours(random.Next(6));

    private T One<T>(params T[] choices) => choices[random.Next(choices.Length)];
}

using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class CaseReaderContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const int OtherHub = 2;

    [Fact]
    public async Task A_case_is_read_as_it_was_stored()
    {
        await WriteAsync(session => IntakeStore.AddCasesAsync(
            session,
            [
                StorageRows.Case(7) with
                {
                    Sequence = 5_000_000_000,
                    RepId = 100,
                    CustomerId = 3,
                    CompanyId = 4,
                    ExtRef = "ext",
                    Subject = "😀 مرحبا",
                    Notes = "notes",
                    ClassificationCode = "A1",
                    AutoClose = true,
                    ProcedureExtRef = "procedure",
                    ProcedureOptionExtRef = "option",
                    OpenedBy = "ann",
                    OpenedAt = Noon.AddMilliseconds(1),
                    AssignedAt = Noon.AddMilliseconds(2),
                    UpdatedAt = Noon.AddMilliseconds(3),
                    ClosedAt = Noon.AddMilliseconds(4),
                    PossibleDuplicate = true,
                },
            ]));

        var read = await ReadAsync(session => CaseReader.FindAsync(session, 7, StorageRows.HubId));

        Assert.Equal(
            new CaseDetailsRow
            {
                CaseId = 7,
                HubId = StorageRows.HubId,
                ServiceId = StorageRows.ServiceId,
                DepartmentId = StorageRows.DepartmentId,
                Sequence = 5_000_000_000,
                Status = "new",
                RepId = 100,
                CustomerId = 3,
                CompanyId = 4,
                ExtRef = "ext",
                Subject = "😀 مرحبا",
                Notes = "notes",
                ClassificationCode = "A1",
                AutoClose = true,
                ProcedureExtRef = "procedure",
                ProcedureOptionExtRef = "option",
                OpenedBy = "ann",
                OpenedAt = Noon.AddMilliseconds(1),
                AssignedAt = Noon.AddMilliseconds(2),
                UpdatedAt = Noon.AddMilliseconds(3),
                ClosedAt = Noon.AddMilliseconds(4),
                Cycle = 1,
                PossibleDuplicate = true,
                RowVersion = 1,
            },
            read);
    }

    [Fact]
    public async Task A_case_and_all_that_belongs_to_it_is_hidden_from_another_hub()
    {
        await WriteAsync(async session =>
        {
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1)]);
            await IntakeStore.AddNotesAsync(session, [Note(1, "secret")]);
            await IntakeStore.AddAssignmentsAsync(session, [Assignment(1, 1, null)]);
        });

        Assert.Null(await ReadAsync(session => CaseReader.FindAsync(session, 1, OtherHub)));
        Assert.Empty(await ReadAsync(session => CaseReader.ListNotesAsync(session, 1, OtherHub, 0, 10)));
        Assert.Empty(await ReadAsync(session => CaseReader.ListAssignmentsAsync(session, 1, OtherHub, 0, 10)));
        Assert.Equal(StorageRows.HubId, await ReadAsync(session => CaseReader.FindHubAsync(session, 1)));
    }

    [Fact]
    public async Task Properties_of_several_cases_come_in_the_callers_order()
    {
        await WriteAsync(session => IntakeStore.AddPropertiesAsync(
            session,
            [new PropertyRow(2, 0, "z", "1"), new PropertyRow(2, 1, "a", ""), new PropertyRow(1, 0, "only", "😀"), new PropertyRow(3, 0, "not", "asked")]));

        var read = await ReadAsync(session => CaseReader.ListPropertiesAsync(session, [1, 2]));

        Assert.Equal(["only=😀"], read.Where(row => row.CaseId == 1).Select(row => $"{row.Name}={row.Value}"));
        Assert.Equal(["z=1", "a="], read.Where(row => row.CaseId == 2).Select(row => $"{row.Name}={row.Value}"));
        Assert.Equal(3, read.Count);
    }

    [Fact]
    public async Task Notes_are_paged_in_the_order_of_writing()
    {
        await WriteAsync(async session =>
        {
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1), StorageRows.Case(2)]);
            await IntakeStore.AddNotesAsync(session, [Note(1, "first"), Note(2, "other case"), Note(1, "second"), Note(1, "third")]);
        });

        var page = await ReadAsync(session => CaseReader.ListNotesAsync(session, 1, StorageRows.HubId, 0, 2));
        var rest = await ReadAsync(session => CaseReader.ListNotesAsync(session, 1, StorageRows.HubId, page[^1].NoteId, 2));

        Assert.Equal(["first", "second"], page.Select(note => note.Text));
        Assert.Equal(["third"], rest.Select(note => note.Text));
        Assert.Equal(new CaseNoteRow { NoteId = page[0].NoteId, At = Noon, System = true, Type = "system", Text = "first" }, page[0]);
    }

    [Fact]
    public async Task Assignments_come_with_their_sets_in_the_order_of_deciding()
    {
        await WriteAsync(async session =>
        {
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1)]);
            await IntakeStore.AddRepSetsAsync(session, [Set("[]"), Set("[100,101]"), Set("""[{"repId":102,"reason":"inactive"}]""")]);
            await IntakeStore.AddAssignmentsAsync(session, [Assignment(1, 1, null), Assignment(1, 2, 101)]);
        });

        var read = await ReadAsync(session => CaseReader.ListAssignmentsAsync(session, 1, StorageRows.HubId, 0, 10));

        Assert.Equal([1, 2], read.Select(row => row.Ordinal));
        Assert.Equal(
            new CaseAssignmentRow { Ordinal = 1, At = Noon, Strategy = "random", Eligible = "[]", Excluded = """[{"repId":102,"reason":"inactive"}]""", Cause = "intake" },
            read[0]);
        Assert.Equal((101, 1, 2, "[100,101]"), (read[1].RepId, read[1].DrawIndex, read[1].DrawOf, read[1].Eligible));
        Assert.Equal([2], (await ReadAsync(session => CaseReader.ListAssignmentsAsync(session, 1, StorageRows.HubId, 1, 10))).Select(row => row.Ordinal));
    }

    private static NoteRow Note(int caseId, string text) => new(caseId, Noon, Author: null, System: true, "system", Title: null, text);

    private static RepSetRow Set(string members) => new(StorageRows.Hash(members), members);

    private static AssignmentRow Assignment(int caseId, int ordinal, int? repId) => new(
        caseId,
        ordinal,
        Noon,
        "random",
        repId,
        StorageRows.Hash(repId is null ? "[]" : "[100,101]"),
        StorageRows.Hash("""[{"repId":102,"reason":"inactive"}]"""),
        repId is null ? null : 1,
        repId is null ? null : 2,
        "intake");
}

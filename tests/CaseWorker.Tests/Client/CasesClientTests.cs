using CaseWorker.Client;
using Xunit;

namespace CaseWorker.Tests.Client;

public sealed class CasesClientTests(ClientProgram program) : IClassFixture<ClientProgram>
{
    private readonly CasesClient cases = program.Client.Cases;

    [Fact]
    public async Task A_case_is_read_with_its_version()
    {
        var stored = await program.StoreAsync(2, "Printer");
        var done = Assert.IsType<Outcome<Case>.Done>(await cases.GetAsync(stored.CaseId));
        Assert.Equal((1, 2, 10, CaseStatus.New, "Printer", 1), (done.Value.HubId, done.Value.ServiceId, done.Value.DepartmentId, done.Value.Status, done.Value.Subject, done.Value.Cycle));
        Assert.Contains(done.Value.RepId!.Value, new[] { 100, 101 });
        Assert.Equal(TimeSpan.FromHours(4), done.Value.DueAt - done.Value.OpenedAt);
        Assert.NotNull(done.Version);
    }

    [Fact]
    public async Task A_case_that_never_was_is_not_found() => Assert.IsType<Outcome<Case>.NotFound>(await cases.GetAsync(int.MaxValue));

    [Fact]
    public async Task Cases_are_listed_over_all_pages()
    {
        var stored = new List<int>();
        for (var n = 0; n < 5; n++)
            stored.Add((await program.StoreAsync(3, $"listed {n}")).CaseId);

        await cases.CloseAsync(stored[1]);
        var filter = new CaseFilter { ServiceId = 3, PageSize = 2 };
        Assert.Equal(stored, await cases.ListAsync(filter).Select(one => one.CaseId).ToListAsync());
        Assert.Equal([stored[1]], await cases.ListAsync(filter with { Status = CaseStatus.Closed }).Select(one => one.CaseId).ToListAsync());
        Assert.Equal(stored.Count, await cases.ListAsync().CountAsync(one => one.ServiceId == 3));
    }

    [Fact]
    public async Task A_list_that_can_not_be_read_is_an_exception()
    {
        var exception = await Assert.ThrowsAsync<CaseWorkerException>(async () => await cases.ListAsync(new CaseFilter { PageSize = 1001 }).CountAsync());
        Assert.Contains("top", exception.Problem!.Errors!.Keys);
    }

    [Fact]
    public async Task A_case_is_closed_and_reopened_in_a_new_cycle()
    {
        var stored = await program.StoreAsync(1);
        var closed = (await cases.CloseAsync(stored.CaseId)).RequireValue();
        Assert.Equal(CaseStatus.Closed, closed.Status);
        Assert.NotNull(closed.ClosedAt);

        var reopened = (await cases.ReopenAsync(stored.CaseId)).RequireValue();
        Assert.Equal((CaseStatus.New, 2), (reopened.Status, reopened.Cycle));
        Assert.Equal(CaseStatus.Open, (await cases.SetStatusAsync(stored.CaseId, CaseStatus.Open)).RequireValue().Status);
    }

    [Fact]
    public async Task A_change_that_depends_on_a_version_is_refused_when_somebody_was_faster()
    {
        var stored = await program.StoreAsync(1);
        var read = Assert.IsType<Outcome<Case>.Done>(await cases.GetAsync(stored.CaseId));
        var closed = Assert.IsType<Outcome<Case>.Done>(await cases.CloseAsync(stored.CaseId, read.Version));

        Assert.IsType<Outcome<Case>.Stale>(await cases.ReopenAsync(stored.CaseId, read.Version));
        Assert.IsType<Outcome<int>.Stale>(await cases.DeleteAsync(stored.CaseId, ifVersion: read.Version));
        Assert.IsType<Outcome<Case>.Done>(await cases.ReopenAsync(stored.CaseId, closed.Version));
    }

    [Fact]
    public async Task A_case_is_transferred()
    {
        var stored = await program.StoreAsync(1);
        var moved = (await cases.TransferAsync(stored.CaseId, 20)).RequireValue();
        Assert.Equal((20, 102, stored.Sequence), (moved.DepartmentId, moved.RepId, moved.Sequence));
        Assert.Contains("departmentId", Assert.IsType<Outcome<Case>.Refused>(await cases.TransferAsync(stored.CaseId, null)).Errors.Keys);
    }

    [Fact]
    public async Task Notes_are_written_and_read()
    {
        var stored = await program.StoreAsync(1);
        var note = (await cases.AddNoteAsync(stored.CaseId, "called back", "Call", "call")).RequireValue();
        Assert.Equal(("call", "Call", "called back", "full", false), (note.Type, note.Title, note.Text, note.By, note.System));

        var notes = await cases.ListNotesAsync(stored.CaseId).ToListAsync();
        Assert.Equal(note, notes[^1]);
        Assert.Contains(notes, one => one is { System: true, By: null });
        Assert.Contains("text", Assert.IsType<Outcome<CaseNote>.Refused>(await cases.AddNoteAsync(stored.CaseId, "")).Errors.Keys);
    }

    [Fact]
    public async Task The_due_date_is_set_by_hand_taken_away_and_explained()
    {
        var stored = await program.StoreAsync(2);
        var due = new DateTimeOffset(2099, 1, 2, 3, 4, 5, TimeSpan.Zero);
        Assert.Equal(due, (await cases.SetDueAsync(stored.CaseId, due)).RequireValue().DueAt);

        var explained = (await cases.ExplainDueAsync(stored.CaseId)).RequireValue();
        Assert.Equal(new DuePolicy { DueAfter = TimeSpan.FromHours(4), PreOverdueBefore = TimeSpan.FromHours(1), PauseWhileOpen = true }, explained.Policy);
        Assert.Equal([("pre", due.AddHours(-1)), ("due", due)], explained.Stages.Select(stage => (stage.Stage, stage.PlannedAt)));
        Assert.NotNull(explained.SetByHandAt);
        Assert.Null((await cases.SetDueAsync(stored.CaseId, null)).RequireValue().DueAt);
    }

    [Fact]
    public async Task Tags_come_and_go_and_a_second_time_changes_nothing()
    {
        var stored = await program.StoreAsync(1);
        var tagged = Assert.IsType<Outcome<Case>.Done>(await cases.TagAsync(stored.CaseId, 5));
        Assert.Equal([5], tagged.Value.Tags);
        Assert.Equal(tagged.Version, Assert.IsType<Outcome<Case>.Done>(await cases.TagAsync(stored.CaseId, 5)).Version);
        Assert.Contains("tagId", Assert.IsType<Outcome<Case>.Refused>(await cases.TagAsync(stored.CaseId, 999)).Errors.Keys);
        Assert.Empty((await cases.UntagAsync(stored.CaseId, 5, tagged.Version)).RequireValue().Tags);
    }

    [Fact]
    public async Task A_deleted_case_is_gone_and_keeps_its_place()
    {
        var stored = await program.StoreAsync(1);
        Assert.Equal(stored.CaseId, (await cases.DeleteAsync(stored.CaseId, "by mistake & so on")).RequireValue());
        Assert.IsType<Outcome<Case>.NotFound>(await cases.GetAsync(stored.CaseId));
        Assert.IsType<Outcome<int>.NotFound>(await cases.DeleteAsync(stored.CaseId));

        var proof = (await program.Client.Services.GetFifoAsync(1, stored.Sequence - 1, 1)).RequireValue();
        Assert.Equal((stored.Sequence, stored.CaseId, true), (proof.Items[0].Sequence, proof.Items[0].CaseId, proof.Items[0].DeletedAt is not null));
    }

    [Fact]
    public async Task Who_has_a_case_is_explained()
    {
        var stored = await program.StoreAsync(1);
        var decision = Assert.Single(await cases.ListAssignmentsAsync(stored.CaseId).ToListAsync());
        Assert.Equal(("random", stored.RepId), (decision.Strategy, decision.RepId));
        Assert.Equal([100, 101], decision.Eligible);
        Assert.Equal((2, decision.RepId), (decision.Draw!.Of, decision.Eligible[decision.Draw.Index]));
    }
}

using System.Text;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

public sealed class RepEditorTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task A_change_is_seen_here_at_once_and_elsewhere_in_the_next_transaction()
    {
        var (here, elsewhere) = (await RoomAsync(), new CatalogRoom(Database));
        await elsewhere.Cache.LoadAsync(Cancellation);
        var result = await here.Editor.SetAsync(1, 100, Edit("""{ "active": false, "maxOpenCases": 3, "departments": [20], "outOfOffice": [ { "from": "2026-12-24T00:00:00Z" } ] }"""), Cancellation);

        Assert.Equal(
            ["~ rep 100 active: true -> false", "~ rep 100 departments: 10 -> 20", "~ rep 100 maxOpenCases: none -> 3", "~ rep 100 outOfOffice: none -> 2026-12-24T00:00:00Z to further notice"],
            result!.Difference);
        Assert.Equal(3, Rep(here.Cache.Current, 20).MaxOpenCases);
        Assert.True(Rep(elsewhere.Cache.Current, 10).Active);

        var refreshed = await WriteAsync(elsewhere.Cache.RefreshAsync);
        Assert.False(Rep(refreshed, 20).Active);
        Assert.True(Rep(refreshed, 20).IsOutOfOffice(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.DoesNotContain(refreshed.FindDepartment(10)!.Reps, rep => rep.RepId == 100);
        Assert.True(refreshed.Version > elsewhere.Cache.Current.Version);

        await elsewhere.Cache.LoadAsync(Cancellation);
        Assert.False(Rep(elsewhere.Cache.Current, 20).Active);
    }

    [Fact]
    public async Task A_change_to_what_is_so_already_raises_no_version()
    {
        var room = await RoomAsync();
        var version = room.Cache.Current.Version;
        Assert.Empty((await room.Editor.SetAsync(null, 100, Edit("""{ "active": true, "departments": [10], "userName": "ignored" }"""), Cancellation))!.Difference);
        Assert.Equal(version, (await WriteAsync(room.Cache.RefreshAsync)).Version);
    }

    [Fact]
    public async Task An_unknown_rep_and_another_hubs_rep_are_not_found()
    {
        var room = await RoomAsync();
        await room.ApplyAsync("""{ "hubs": [ { "id": 2, "name": "Other" } ] }""");
        Assert.Null(await room.Editor.SetAsync(null, 999, new RepEdit(), Cancellation));
        Assert.Null(await room.Editor.SetAsync(2, 100, Edit("""{ "active": false }"""), Cancellation));
        Assert.True(Rep(room.Cache.Current, 10).Active);
    }

    [Fact]
    public async Task An_unknown_department_and_another_hubs_department_are_refused_and_nothing_changes()
    {
        var room = await RoomAsync();
        await room.ApplyAsync("""{ "hubs": [ { "id": 2, "name": "Other", "departments": [ { "id": 40, "name": "Theirs" } ] } ] }""");
        var result = await room.Editor.SetAsync(1, 100, Edit("""{ "active": false, "departments": [10, 99, 40] }"""), Cancellation);
        Assert.Equal(
            ["departments[1] must be a department of hub 1, is 99.", "departments[2] must be a department of hub 1, is 40."],
            result!.Errors.Select(error => error.Message));
        Assert.True(Rep(room.Cache.Current, 10).Active);
    }

    [Fact]
    public async Task An_edit_that_no_reader_checked_is_checked_as_well()
    {
        var room = await RoomAsync();
        var absence = new Absence(Noon, Noon);
        var result = await room.Editor.SetAsync(1, 100, new RepEdit { MaxOpenCases = new(-1), OutOfOffice = new([absence, absence with { To = null }]) }, Cancellation);
        Assert.Equal(["maxOpenCases", "outOfOffice[0].to", "outOfOffice[1].from"], result!.Errors.Select(error => error.Path));

        Assert.Equal(
            ["~ rep 100 departments: 10 -> 10, 20"],
            (await room.Editor.SetAsync(1, 100, new RepEdit { Departments = new([20, 10, 20]) }, Cancellation))!.Difference);
    }

    [Fact]
    public async Task Edits_at_the_same_time_are_all_kept()
    {
        var room = await RoomAsync();
        await Task.WhenAll(Enumerable.Range(100, 12).Select(id => Task.Run(() =>
            new CatalogRoom(Database).Editor.SetAsync(1, id, new RepEdit { MaxOpenCases = new(id) }, Cancellation))));
        await room.Cache.LoadAsync(Cancellation);
        var reps = room.Cache.Current.Departments.SelectMany(department => department.Reps).DistinctBy(rep => rep.RepId).ToList();
        Assert.Equal(12, reps.Count);
        Assert.All(reps, rep => Assert.Equal(rep.RepId, rep.MaxOpenCases));
    }

    [Fact]
    public void A_body_is_read_with_all_its_errors()
    {
        var (_, errors) = RepEditReader.Read("""{ "active": "yes", "maxOpenCases": -1, "departments": [0], "outOfOffice": [ { "to": "2026-01-01T00:00:00Z" } ] }"""u8.ToArray());
        Assert.Equal(["active", "departments[0]", "maxOpenCases", "outOfOffice[0].from"], errors.Select(error => error.Path));
        Assert.Equal("$", Assert.Single(RepEditReader.Read("{"u8.ToArray()).Errors).Path);
    }

    private async Task<CatalogRoom> RoomAsync()
    {
        var room = new CatalogRoom(Database);
        await room.Sample.EnsureAsync(Cancellation);
        return room;
    }

    private static RepEdit Edit(string json)
    {
        var (edit, errors) = RepEditReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(errors);
        return edit;
    }

    private static Rep Rep(Catalog catalog, int departmentId) => catalog.FindDepartment(departmentId)!.Reps.Single(rep => rep.RepId == 100);
}

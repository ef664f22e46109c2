using CaseWorker.Storage.Catalogs;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class CatalogStoreContract(StorageFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task Everything_is_read_as_it_was_saved_in_the_order_of_the_ids()
    {
        await SaveAsync();
        var rows = await ReadAsync(CatalogStore.ReadAsync);

        Assert.Equal([Hub(1), Hub(2) with { HelpCenterId = "0123456789abcdef01234567", EndUserListId = 906 }], rows.Hubs);
        Assert.Equal([Department(10) with { IntakeServiceId = 1 }, Department(20) with { Assignment = "least-open", ReleaseOnAbsence = false }], rows.Departments);
        Assert.Equal([Rep(100) with { FirstName = "Inês", LastName = "李" }, Rep(101) with { Active = false, MaxOpenCases = 0 }], rows.Reps);
        Assert.Equal([Membership(100, 10), Membership(100, 20), Membership(101, 20)], rows.Memberships);
        Assert.Equal([Absence(100, Noon, Noon.AddHours(1)), Absence(100, Noon.AddDays(1), null)], rows.Absences);
        Assert.Equal([("list", "2"), ("list", "1"), ("tag", "1")], rows.Items.Select(item => (item.Kind, item.ItemId)));
        Assert.Equal("""{"name":"Žluťoučký"}""", rows.Items[2].Definition);

        Assert.Equal([1, 2, 3], rows.Services.Select(service => service.ServiceId));
        var full = rows.Services[1];
        Assert.Equal(Service(2) with { ExtRef = "two", Active = false, HeadOfLine = "block", WorkflowId = 5, TriggerId = 6, Due = "{}", Cost = full.Cost }, full);
        Assert.Equal([null, 250.25m, -99999999999.9999m], rows.Services.Select(service => service.Cost is null ? (decimal?)null : decimal.Parse(service.Cost)));
    }

    [Fact]
    public async Task What_is_saved_again_is_replaced()
    {
        await SaveAsync();
        var department = Department(10) with { Name = "Renamed", Assignment = "round-robin", ReleaseOnAbsence = false };
        var service = Service(1) with { DepartmentId = 20, Name = "Renamed", Cost = "0.0001", Due = "{}" };
        var rep = Rep(100) with { UserName = "renamed", Active = false, MaxOpenCases = 3 };
        await WriteAsync(async session =>
        {
            await CatalogWrites.SaveHubsAsync(session, [Hub(2) with { Name = "Renamed" }]);
            await CatalogWrites.SaveDepartmentsAsync(session, [department]);
            await CatalogWrites.SaveServicesAsync(session, [service]);
            await CatalogWrites.SaveRepsAsync(session, [rep], [Membership(100, 20)], []);
            await CatalogWrites.SaveItemsAsync(session, [Item("tag", "1", 7)]);
        });

        var rows = await ReadAsync(CatalogStore.ReadAsync);
        Assert.Equal([Hub(1), Hub(2) with { Name = "Renamed" }], rows.Hubs);
        Assert.Equal(department, rows.Departments[0]);
        Assert.Equal(0.0001m, decimal.Parse(rows.Services[0].Cost!));
        Assert.Equal(service, rows.Services[0] with { Cost = service.Cost });
        Assert.Equal(rep, rows.Reps[0]);
        Assert.Equal([Membership(100, 20), Membership(101, 20)], rows.Memberships);
        Assert.Empty(rows.Absences);
        Assert.Equal(Item("tag", "1", 7), rows.Items[2]);
    }

    [Fact]
    public async Task A_service_has_a_counter_from_the_beginning_and_keeps_it_when_saved_again()
    {
        await SaveAsync();
        await WriteAsync(async session =>
        {
            var counters = await IntakeStore.LockCountersAsync(session, [1, 2, 3]);
            Assert.All(counters.Values, counter => Assert.Equal((0, 0), (counter.LastSequence, counter.Held)));
            Assert.Equal(3, counters.Count);
            await IntakeStore.SaveCountersAsync(session, [counters[1] with { LastSequence = 5 }]);
        });
        await WriteAsync(session => CatalogWrites.SaveServicesAsync(session, [Service(1)]));

        Assert.Equal(5, (await WriteAsync(session => IntakeStore.LockCountersAsync(session, [1])))[1].LastSequence);
    }

    [Fact]
    public async Task What_is_removed_is_gone_with_all_that_hangs_on_it()
    {
        await SaveAsync();
        await WriteAsync(async session =>
        {
            await CatalogRemovals.RemoveServicesAsync(session, [2, 3, 99]);
            await CatalogRemovals.RemoveRepsAsync(session, [100]);
            await CatalogRemovals.RemoveDepartmentsAsync(session, [10]);
            await CatalogRemovals.RemoveItemsAsync(session, [Item("list", "1", 0)]);
            await CatalogRemovals.RemoveHubsAsync(session, [2]);
        });

        var rows = await ReadAsync(CatalogStore.ReadAsync);
        Assert.Equal([1], rows.Services.Select(service => service.ServiceId));
        Assert.Equal([1], (await WriteAsync(session => IntakeStore.LockCountersAsync(session, [1, 2, 3]))).Keys);
        Assert.Equal([101], rows.Reps.Select(rep => rep.RepId));
        Assert.Equal([Membership(101, 20)], rows.Memberships);
        Assert.Empty(rows.Absences);
        Assert.Equal([20], rows.Departments.Select(department => department.DepartmentId));
        Assert.Equal([("list", "2"), ("tag", "1")], rows.Items.Select(item => (item.Kind, item.ItemId)));
        Assert.Equal([Hub(1)], rows.Hubs);
    }

    [Fact]
    public async Task Cases_and_messages_keep_what_they_are_of()
    {
        await SaveAsync();
        await WriteAsync(async session =>
        {
            await IntakeStore.SaveCountersAsync(session, [(await IntakeStore.LockCountersAsync(session, [1]))[1] with { LastSequence = 1 }]);
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1) with { ServiceId = 1, DepartmentId = 20, RepId = 101 }]);
            await IntakeStore.AddParkedAsync(session, [StorageRows.Parked("a") with { ServiceId = 2 }]);
        });

        Assert.Equal(
            [(1, "has cases"), (2, "has parked messages")],
            (await WriteAsync(session => CatalogUses.FindServicesInUseAsync(session, [1, 2, 3]))).Select(use => (use.Key, use.Value)).Order());
        Assert.Equal([101], await ReadAsync(session => CatalogUses.FindRepsWithCasesAsync(session, [100, 101])));
        Assert.Equal([20], await ReadAsync(session => CatalogUses.FindDepartmentsWithCasesAsync(session, [10, 20])));
        Assert.Equal([1], await ReadAsync(session => CatalogUses.FindHubsInUseAsync(session, [1, 2])));
    }

    [Fact]
    public async Task The_version_rises_with_each_step_and_is_read_with_the_rows()
    {
        var before = await ReadAsync(CatalogStore.ReadVersionAsync);
        await WriteAsync(async session =>
        {
            await CatalogStore.LockAsync(session);
            await CatalogStore.StepVersionAsync(session);
        });

        Assert.Equal(before + 1, (await ReadAsync(CatalogStore.ReadAtOneVersionAsync)).Version);
    }

    private Task SaveAsync() => WriteAsync(async session =>
    {
        await CatalogWrites.SaveHubsAsync(session, [Hub(2) with { HelpCenterId = "0123456789abcdef01234567", EndUserListId = 906 }, Hub(1)]);
        await CatalogWrites.SaveDepartmentsAsync(
            session, [Department(20) with { Assignment = "least-open", ReleaseOnAbsence = false }, Department(10) with { IntakeServiceId = 1 }]);
        await CatalogWrites.SaveServicesAsync(
            session,
            [
                Service(3) with { Cost = "-99999999999.9999" },
                Service(2) with { ExtRef = "two", Active = false, HeadOfLine = "block", WorkflowId = 5, TriggerId = 6, Cost = "250.25", Due = "{}" },
                Service(1),
            ]);
        await CatalogWrites.SaveRepsAsync(
            session,
            [Rep(101) with { Active = false, MaxOpenCases = 0 }, Rep(100) with { FirstName = "Inês", LastName = "李" }],
            [Membership(101, 20), Membership(100, 20), Membership(100, 10)],
            [Absence(100, Noon.AddDays(1), null), Absence(100, Noon, Noon.AddHours(1))]);
        await CatalogWrites.SaveItemsAsync(
            session, [Item("tag", "1", 0) with { Definition = """{"name":"Žluťoučký"}""" }, Item("list", "1", 1), Item("list", "2", 0)]);
    });

    private static HubRow Hub(int id) => new() { HubId = id, Name = $"Hub {id}" };

    private static DepartmentRow Department(int id) =>
        new() { DepartmentId = id, HubId = 1, Name = $"Department {id}", Assignment = "random", ReleaseOnAbsence = true };

    private static ServiceRow Service(int id) =>
        new() { ServiceId = id, HubId = 1, DepartmentId = 10, Name = $"Service {id}", Active = true, HeadOfLine = "park" };

    private static RepRow Rep(int id) => new() { RepId = id, HubId = 1, UserName = $"rep {id}", Active = true };

    private static MembershipRow Membership(int repId, int departmentId) => new() { RepId = repId, DepartmentId = departmentId };

    private static AbsenceRow Absence(int repId, DateTimeOffset from, DateTimeOffset? to) => new() { RepId = repId, FromAt = from, ToAt = to };

    private static CatalogItemRow Item(string kind, string id, int ordinal) =>
        new() { HubId = 1, Kind = kind, ItemId = id, Ordinal = ordinal, Definition = "{}" };
}

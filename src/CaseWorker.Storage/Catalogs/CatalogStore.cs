namespace CaseWorker.Storage.Catalogs;

/// <summary>Reads the catalogue and its version. The version is raised in the transaction that changes the catalogue.</summary>
public static class CatalogStore
{
    private static readonly Sql Lock = Sql.Both("UPDATE Installation SET CatalogVersion = CatalogVersion WHERE Id = 1");

    private static readonly Sql Raise = Sql.Both("UPDATE Installation SET CatalogVersion = CatalogVersion + 1 WHERE Id = 1");

    private static readonly Sql ReadVersion = Sql.Both("SELECT CatalogVersion FROM Installation WHERE Id = 1");

    private static readonly Sql HubList = Sql.Both("SELECT HubId, Name, HelpCenterId, EndUserListId FROM Hub ORDER BY HubId");

    private static readonly Sql ReadDepartments = Sql.Both(
        "SELECT DepartmentId, HubId, Name, Assignment, ReleaseOnAbsence, IntakeServiceId FROM Department ORDER BY DepartmentId");

    private static readonly Sql ReadServices = new(
        """
        SELECT ServiceId, HubId, DepartmentId, Name, ExtRef, Active, HeadOfLine, WorkflowId, TriggerId, CONVERT(varchar(30), Cost) AS Cost, Due
        FROM Service ORDER BY ServiceId
        """,
        // Differs from SQL Server: a number comes as integer or as real, row by row; as text it is always the same type.
        """
        SELECT ServiceId, HubId, DepartmentId, Name, ExtRef, Active, HeadOfLine, WorkflowId, TriggerId,
            CASE WHEN Cost IS NOT NULL THEN printf('%.4f', Cost) END AS Cost, Due
        FROM Service ORDER BY ServiceId
        """);

    private static readonly Sql ReadReps = Sql.Both(
        "SELECT RepId, HubId, UserName, FirstName, LastName, Active, MaxOpenCases FROM Rep ORDER BY RepId");

    private static readonly Sql ReadMemberships = Sql.Both("SELECT RepId, DepartmentId FROM RepDepartment ORDER BY RepId, DepartmentId");

    private static readonly Sql ReadAbsences = Sql.Both("SELECT RepId, FromAt, ToAt FROM RepAbsence ORDER BY RepId, FromAt");

    private static readonly Sql ReadItems = Sql.Both(
        "SELECT HubId, Kind, ItemId, Ordinal, Definition, UpdatedAt FROM CatalogItem ORDER BY HubId, Kind, Ordinal, ItemId");

    /// <summary>Lets one writer of the catalogue or the keys in at a time. Must be the transaction's first statement.</summary>
    /// <remarks>Lock: the Installation row, until the transaction ends. It comes before every lock of the intake.</remarks>
    public static Task LockAsync(Session session) => session.ExecuteAsync(Lock);

    /// <summary>Tells every process that the catalogue changed, once the transaction is committed.</summary>
    public static Task StepVersionAsync(Session session) => session.ExecuteAsync(Raise);

    public static Task<long> ReadVersionAsync(Session session) => session.QueryFirstAsync<long>(ReadVersion);

    /// <summary>The hubs by ascending id.</summary>
    public static Task<List<HubRow>> ReadHubsAsync(Session session) => session.QueryAsync<HubRow>(HubList);

    /// <summary>Reads everything. Outside a writing transaction the lists can be of different versions: see <see cref="ReadAtOneVersionAsync"/>.</summary>
    public static async Task<CatalogRows> ReadAsync(Session session) => new()
    {
        Hubs = await ReadHubsAsync(session),
        Departments = await session.QueryAsync<DepartmentRow>(ReadDepartments),
        Services = await session.QueryAsync<ServiceRow>(ReadServices),
        Reps = await session.QueryAsync<RepRow>(ReadReps),
        Memberships = await session.QueryAsync<MembershipRow>(ReadMemberships),
        Absences = await session.QueryAsync<AbsenceRow>(ReadAbsences),
        Items = await session.QueryAsync<CatalogItemRow>(ReadItems),
    };

    /// <summary>Reads everything, again if the catalogue changed meanwhile, so that all rows are of the version that is returned.</summary>
    public static async Task<(long Version, CatalogRows Rows)> ReadAtOneVersionAsync(Session session)
    {
        while (true)
        {
            var version = await ReadVersionAsync(session);
            var rows = await ReadAsync(session);
            if (await ReadVersionAsync(session) == version)
                return (version, rows);
        }
    }
}

namespace CaseWorker.Storage.Catalogs;

/// <summary>Adds and changes what is declared. The caller holds <see cref="CatalogStore.LockAsync"/>.</summary>
public static class CatalogWrites
{
    private static readonly RowBatch<HubRow> SaveHubs = new(
        "Hub",
        """
        UPDATE h SET Name = r.Name, HelpCenterId = r.HelpCenterId, EndUserListId = r.EndUserListId
        FROM Hub h JOIN @rows r ON r.HubId = h.HubId;
        INSERT INTO Hub (HubId, Name, HelpCenterId, EndUserListId)
        SELECT r.HubId, r.Name, r.HelpCenterId, r.EndUserListId FROM @rows r
        WHERE NOT EXISTS (SELECT 1 FROM Hub h WHERE h.HubId = r.HubId);
        """,
        """
        INSERT INTO Hub (HubId, Name, HelpCenterId, EndUserListId) VALUES (@HubId, @Name, @HelpCenterId, @EndUserListId)
        ON CONFLICT (HubId) DO UPDATE SET Name = excluded.Name, HelpCenterId = excluded.HelpCenterId, EndUserListId = excluded.EndUserListId
        """,
        Column.Int<HubRow>("HubId", row => row.HubId),
        Column.Text<HubRow>("Name", 200, row => row.Name),
        Column.Word<HubRow>("HelpCenterId", 24, row => row.HelpCenterId),
        Column.Int<HubRow>("EndUserListId", row => row.EndUserListId));

    private static readonly RowBatch<DepartmentRow> SaveDepartments = new(
        "DeclaredDepartment",
        """
        UPDATE d SET Name = r.Name, Assignment = r.Assignment, ReleaseOnAbsence = r.ReleaseOnAbsence, IntakeServiceId = r.IntakeServiceId
        FROM Department d JOIN @rows r ON r.DepartmentId = d.DepartmentId;
        INSERT INTO Department (DepartmentId, HubId, Name, Assignment, ReleaseOnAbsence, IntakeServiceId, Waiting)
        SELECT r.DepartmentId, r.HubId, r.Name, r.Assignment, r.ReleaseOnAbsence, r.IntakeServiceId, 0 FROM @rows r
        WHERE NOT EXISTS (SELECT 1 FROM Department d WHERE d.DepartmentId = r.DepartmentId);
        """,
        """
        INSERT INTO Department (DepartmentId, HubId, Name, Assignment, ReleaseOnAbsence, IntakeServiceId, Waiting)
        VALUES (@DepartmentId, @HubId, @Name, @Assignment, @ReleaseOnAbsence, @IntakeServiceId, 0)
        ON CONFLICT (DepartmentId) DO UPDATE SET Name = excluded.Name, Assignment = excluded.Assignment,
            ReleaseOnAbsence = excluded.ReleaseOnAbsence, IntakeServiceId = excluded.IntakeServiceId
        """,
        Column.Int<DepartmentRow>("DepartmentId", row => row.DepartmentId),
        Column.Int<DepartmentRow>("HubId", row => row.HubId),
        Column.Text<DepartmentRow>("Name", 200, row => row.Name),
        Column.Word<DepartmentRow>("Assignment", 20, row => row.Assignment),
        Column.Bool<DepartmentRow>("ReleaseOnAbsence", row => row.ReleaseOnAbsence),
        Column.Int<DepartmentRow>("IntakeServiceId", row => row.IntakeServiceId));

    private static readonly RowBatch<ServiceRow> SaveServices = new(
        "Service",
        """
        UPDATE s SET DepartmentId = r.DepartmentId, Name = r.Name, ExtRef = r.ExtRef, Active = r.Active, HeadOfLine = r.HeadOfLine,
            WorkflowId = r.WorkflowId, TriggerId = r.TriggerId, Cost = CONVERT(decimal(18, 4), r.Cost), Due = r.Due
        FROM Service s JOIN @rows r ON r.ServiceId = s.ServiceId;
        INSERT INTO Service (ServiceId, HubId, DepartmentId, Name, ExtRef, Active, HeadOfLine, WorkflowId, TriggerId, Cost, Due)
        SELECT r.ServiceId, r.HubId, r.DepartmentId, r.Name, r.ExtRef, r.Active, r.HeadOfLine, r.WorkflowId, r.TriggerId,
            CONVERT(decimal(18, 4), r.Cost), r.Due
        FROM @rows r WHERE NOT EXISTS (SELECT 1 FROM Service s WHERE s.ServiceId = r.ServiceId);
        """,
        """
        INSERT INTO Service (ServiceId, HubId, DepartmentId, Name, ExtRef, Active, HeadOfLine, WorkflowId, TriggerId, Cost, Due)
        VALUES (@ServiceId, @HubId, @DepartmentId, @Name, @ExtRef, @Active, @HeadOfLine, @WorkflowId, @TriggerId, @Cost, @Due)
        ON CONFLICT (ServiceId) DO UPDATE SET DepartmentId = excluded.DepartmentId, Name = excluded.Name, ExtRef = excluded.ExtRef,
            Active = excluded.Active, HeadOfLine = excluded.HeadOfLine, WorkflowId = excluded.WorkflowId,
            TriggerId = excluded.TriggerId, Cost = excluded.Cost, Due = excluded.Due
        """,
        Column.Int<ServiceRow>("ServiceId", row => row.ServiceId),
        Column.Int<ServiceRow>("HubId", row => row.HubId),
        Column.Int<ServiceRow>("DepartmentId", row => row.DepartmentId),
        Column.Text<ServiceRow>("Name", 200, row => row.Name),
        Column.Text<ServiceRow>("ExtRef", 200, row => row.ExtRef),
        Column.Bool<ServiceRow>("Active", row => row.Active),
        Column.Word<ServiceRow>("HeadOfLine", 10, row => row.HeadOfLine),
        Column.Int<ServiceRow>("WorkflowId", row => row.WorkflowId),
        Column.Int<ServiceRow>("TriggerId", row => row.TriggerId),
        Column.Word<ServiceRow>("Cost", 30, row => row.Cost),
        Column.Text<ServiceRow>("Due", -1, row => row.Due));

    private static readonly RowBatch<int> AddCounters = new(
        "Id",
        """
        INSERT INTO ServiceCounter (ServiceId, LastSequence, LastStoredAt, Held)
        SELECT CAST(r.Id AS int), 0, 0, 0 FROM @rows r WHERE NOT EXISTS (SELECT 1 FROM ServiceCounter c WHERE c.ServiceId = r.Id)
        """,
        "INSERT OR IGNORE INTO ServiceCounter (ServiceId, LastSequence, LastStoredAt, Held) VALUES (@Id, 0, 0, 0)",
        Column.Long<int>("Id", id => id));

    private static readonly RowBatch<RepRow> SaveReps = new(
        "Rep",
        """
        UPDATE p SET UserName = r.UserName, FirstName = r.FirstName, LastName = r.LastName, Active = r.Active, MaxOpenCases = r.MaxOpenCases
        FROM Rep p JOIN @rows r ON r.RepId = p.RepId;
        INSERT INTO Rep (RepId, HubId, UserName, FirstName, LastName, Active, MaxOpenCases)
        SELECT r.RepId, r.HubId, r.UserName, r.FirstName, r.LastName, r.Active, r.MaxOpenCases FROM @rows r
        WHERE NOT EXISTS (SELECT 1 FROM Rep p WHERE p.RepId = r.RepId);
        """,
        """
        INSERT INTO Rep (RepId, HubId, UserName, FirstName, LastName, Active, MaxOpenCases)
        VALUES (@RepId, @HubId, @UserName, @FirstName, @LastName, @Active, @MaxOpenCases)
        ON CONFLICT (RepId) DO UPDATE SET UserName = excluded.UserName, FirstName = excluded.FirstName, LastName = excluded.LastName,
            Active = excluded.Active, MaxOpenCases = excluded.MaxOpenCases
        """,
        Column.Int<RepRow>("RepId", row => row.RepId),
        Column.Int<RepRow>("HubId", row => row.HubId),
        Column.Text<RepRow>("UserName", 200, row => row.UserName),
        Column.Text<RepRow>("FirstName", 200, row => row.FirstName),
        Column.Text<RepRow>("LastName", 200, row => row.LastName),
        Column.Bool<RepRow>("Active", row => row.Active),
        Column.Int<RepRow>("MaxOpenCases", row => row.MaxOpenCases));

    private static readonly RowBatch<MembershipRow> AddMemberships = RowBatch<MembershipRow>.Insert(
        "RepDepartment",
        Column.Int<MembershipRow>("RepId", row => row.RepId),
        Column.Int<MembershipRow>("DepartmentId", row => row.DepartmentId));

    private static readonly RowBatch<AbsenceRow> AddAbsences = RowBatch<AbsenceRow>.Insert(
        "RepAbsence",
        Column.Int<AbsenceRow>("RepId", row => row.RepId),
        Column.Instant<AbsenceRow>("FromAt", row => row.FromAt),
        Column.Instant<AbsenceRow>("ToAt", row => row.ToAt));

    private static readonly RowBatch<CatalogItemRow> SaveItems = new(
        "SavedCatalogItem",
        """
        UPDATE i SET Ordinal = r.Ordinal, Definition = r.Definition, UpdatedAt = COALESCE(r.UpdatedAt, i.UpdatedAt)
        FROM CatalogItem i JOIN @rows r ON r.HubId = i.HubId AND r.Kind = i.Kind AND r.ItemId = i.ItemId;
        INSERT INTO CatalogItem (HubId, Kind, ItemId, Ordinal, Definition, UpdatedAt)
        SELECT r.HubId, r.Kind, r.ItemId, r.Ordinal, r.Definition, r.UpdatedAt FROM @rows r
        WHERE NOT EXISTS (SELECT 1 FROM CatalogItem i WHERE i.HubId = r.HubId AND i.Kind = r.Kind AND i.ItemId = r.ItemId);
        """,
        """
        INSERT INTO CatalogItem (HubId, Kind, ItemId, Ordinal, Definition, UpdatedAt)
        VALUES (@HubId, @Kind, @ItemId, @Ordinal, @Definition, @UpdatedAt)
        ON CONFLICT (HubId, Kind, ItemId) DO UPDATE SET Ordinal = excluded.Ordinal, Definition = excluded.Definition,
            UpdatedAt = COALESCE(@UpdatedAt, UpdatedAt)
        """,
        [.. CatalogRemovals.ItemColumns, Column.Instant<CatalogItemRow>("UpdatedAt", row => row.UpdatedAt)]);

    public static Task SaveHubsAsync(Session session, IReadOnlyList<HubRow> rows) => session.ExecuteAsync(SaveHubs, rows);

    /// <summary>A department that exists keeps its hub, its line and its last rep.</summary>
    public static Task SaveDepartmentsAsync(Session session, IReadOnlyList<DepartmentRow> rows) => session.ExecuteAsync(SaveDepartments, rows);

    /// <summary>A service that exists keeps its hub and its counter; a new one gets a counter that starts at 0.</summary>
    public static async Task SaveServicesAsync(Session session, IReadOnlyList<ServiceRow> rows)
    {
        await session.ExecuteAsync(SaveServices, rows);
        await session.ExecuteAsync(AddCounters, [.. rows.Select(row => row.ServiceId)]);
    }

    /// <summary>A rep that exists keeps its hub. Replaces the memberships and absences of these reps by the given ones.</summary>
    public static async Task SaveRepsAsync(
        Session session,
        IReadOnlyList<RepRow> rows,
        IReadOnlyList<MembershipRow> memberships,
        IReadOnlyList<AbsenceRow> absences)
    {
        await session.ExecuteAsync(SaveReps, rows);
        await CatalogRemovals.ClearRepsAsync(session, [.. rows.Select(row => row.RepId)]);
        await session.ExecuteAsync(AddMemberships, memberships);
        await session.ExecuteAsync(AddAbsences, absences);
    }

    /// <summary>An item that exists keeps the time of its last change where the row brings none.</summary>
    public static Task SaveItemsAsync(Session session, IReadOnlyList<CatalogItemRow> rows) => session.ExecuteAsync(SaveItems, rows);
}

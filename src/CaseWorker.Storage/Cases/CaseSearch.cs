namespace CaseWorker.Storage.Cases;

/// <summary>Finds cases of a hub by any of their dates and ids, sorted by any of them.</summary>
/// <remarks>
/// One index holds all that is asked, hub by hub; a search reads the hub's part of it and nothing else but the rows of its page. There is
/// one statement for each order.
/// </remarks>
public static class CaseSearch
{
    private const string Conditions =
        """
        c.HubId = @hubId
            AND (@customerId IS NULL OR c.CustomerId = @customerId)
            AND (@companyId IS NULL OR c.CompanyId = @companyId)
            AND (@repId IS NULL OR c.RepId = @repId)
            AND (@departmentId IS NULL OR c.DepartmentId = @departmentId)
            AND (@status IS NULL OR c.Status = @status OR (@status = 'active' AND c.Status <> 'closed'))
            AND (@openedFrom IS NULL OR c.OpenedAt >= @openedFrom) AND (@openedTo IS NULL OR c.OpenedAt < @openedTo)
            AND (@assignedFrom IS NULL OR c.AssignedAt >= @assignedFrom) AND (@assignedTo IS NULL OR c.AssignedAt < @assignedTo)
            AND (@respondedFrom IS NULL OR c.FirstResponseAt >= @respondedFrom) AND (@respondedTo IS NULL OR c.FirstResponseAt < @respondedTo)
            AND (@updatedFrom IS NULL OR c.UpdatedAt >= @updatedFrom) AND (@updatedTo IS NULL OR c.UpdatedAt < @updatedTo)
            AND (@closedFrom IS NULL OR c.ClosedAt >= @closedFrom) AND (@closedTo IS NULL OR c.ClosedAt < @closedTo)
            AND (@tagId IS NULL OR c.CaseId IN (SELECT t.CaseId FROM CaseTag t WHERE t.TagId = @tagId))
            AND (@email IS NULL
                OR c.CaseId IN (SELECT e.CaseId FROM CaseEmail e WHERE e.HubId = @hubId AND e.Email = @email)
                OR c.CustomerId IN (
                    SELECT k.CustomerId FROM CaseEmail e JOIN SupportCase k ON k.CaseId = e.CaseId
                    WHERE e.HubId = @hubId AND e.Email = @email AND k.CustomerId IS NOT NULL))
        """;

    private static readonly Dictionary<(CaseOrder Order, bool Descending), Sql> Searches = Enum.GetValues<CaseOrder>()
        .SelectMany(order => new[] { (order, false), (order, true) })
        .ToDictionary(key => key, key => StatementFor(key.Item1, key.Item2));

    /// <summary>A page of the cases, in the order; without the instant or the id they are sorted by they come last, equal ones by ascending id.</summary>
    public static Task<List<CaseDetailsRow>> ReadAsync(Session session, CaseSearchFilter filter, CaseOrder order, bool descending, int offset, int limit) =>
        session.QueryAsync<CaseDetailsRow>(Searches[(order, descending)], new
        {
            hubId = filter.HubId,
            email = filter.Email,
            customerId = filter.CustomerId,
            companyId = filter.CompanyId,
            repId = filter.RepId,
            departmentId = filter.DepartmentId,
            tagId = filter.TagId,
            status = filter.Status,
            openedFrom = filter.OpenedAt.From,
            openedTo = filter.OpenedAt.To,
            assignedFrom = filter.AssignedAt.From,
            assignedTo = filter.AssignedAt.To,
            respondedFrom = filter.FirstResponseAt.From,
            respondedTo = filter.FirstResponseAt.To,
            updatedFrom = filter.UpdatedAt.From,
            updatedTo = filter.UpdatedAt.To,
            closedFrom = filter.ClosedAt.From,
            closedTo = filter.ClosedAt.To,
            offset,
            limit,
        });

    private static Sql StatementFor(CaseOrder order, bool descending)
    {
        var inner = OrderBy("c.", order, descending);
        var outer = OrderBy("", order, descending);
        return new(
            $"""
            SELECT {CaseDetailsRow.Columns} FROM SupportCase
            WHERE CaseId IN (SELECT c.CaseId FROM SupportCase c WHERE {Conditions} ORDER BY {inner} OFFSET @offset ROWS FETCH NEXT @limit ROWS ONLY)
            ORDER BY {outer}
            """,
            // Differs from SQL Server: the index is named, because without statistics this planner takes the first that begins with the hub.
            $"""
            SELECT {CaseDetailsRow.Columns} FROM SupportCase
            WHERE CaseId IN (SELECT c.CaseId FROM SupportCase c INDEXED BY IX_SupportCase_Search WHERE {Conditions} ORDER BY {inner} LIMIT @limit OFFSET @offset)
            ORDER BY {outer}
            """);
    }

    private static string OrderBy(string prefix, CaseOrder order, bool descending)
    {
        var direction = descending ? " DESC" : "";
        var column = prefix + order;
        return order switch
        {
            CaseOrder.CaseId => column + direction,
            CaseOrder.Status => $"CASE {column} WHEN 'new' THEN 0 WHEN 'open' THEN 1 ELSE 2 END{direction}, {prefix}CaseId",
            CaseOrder.OpenedAt or CaseOrder.UpdatedAt => $"{column}{direction}, {prefix}CaseId",
            _ => $"CASE WHEN {column} IS NULL THEN 1 ELSE 0 END, {column}{direction}, {prefix}CaseId",
        };
    }
}

using CaseWorker.Processing.Events;
using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Dapper;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CaseWorker.Tests.Events;

/// <summary>What waits when an installation is upgraded keeps its order beside what is written afterwards.</summary>
public sealed class LineMigrationTests
{
    private static readonly int Number = MigrationScripts.For(StorageProvider.Sqlite)
        .Where(script => script.Name.EndsWith("_lines_that_hold.sql", StringComparison.Ordinal)).Select(script => MigrationScripts.NumberOf(script.Name)).Single();

    [Fact]
    public void Events_that_wait_are_put_into_the_lane_in_which_later_events_of_their_case_will_be()
    {
        using var connection = OpenBefore();
        var rows = Enumerable.Range(1, 40).Select(id => new { id, lane = id * 3 % 8, caseId = id % 11, told = id % 5 == 0 }).ToList();
        foreach (var row in rows)
        {
            connection.Execute(
                """
                INSERT INTO Outbox (OutboxId, PartitionId, HubId, CaseId, EventName, MessageId, Body, CreatedAt, EventNo, DispatchedAt)
                VALUES (@id, @lane, 1, NULLIF(@caseId, 0), 'CaseUpdated', 'm' || @id, '{}', 0, CASE WHEN @told OR @id % 2 = 0 THEN @id END, CASE WHEN @told THEN 1 END)
                """,
                row);
        }

        Migrate(connection);
        var lanes = connection.Query<(long Id, long Lane)>("SELECT OutboxId, PartitionId FROM Outbox").ToDictionary(row => row.Id, row => row.Lane);
        Assert.All(rows, row => Assert.Equal(row.told || row.caseId == 0 ? row.lane : EventLaneRule.LaneOf(row.caseId), lanes[row.id]));
    }

    [Fact]
    public void Of_deliveries_that_wait_the_first_of_each_case_is_at_its_head()
    {
        using var connection = OpenBefore();
        foreach (var (id, caseId, state, webhook) in new (int, int?, string, int)[]
        {
            (1, 7, "delivered", 1), (2, 7, "waiting", 1), (3, 8, "waiting", 1), (4, 7, "waiting", 1), (5, null, "waiting", 1), (6, null, "waiting", 1), (7, 7, "waiting", 2), (8, 8, "failed", 1),
        })
        {
            connection.Execute(
                """
                INSERT INTO WebhookDelivery (DeliveryId, HubId, WebhookId, EventNo, EventId, EventName, CaseId, Body, State, Attempts, NextAt, CreatedAt)
                VALUES (@id, 1, @webhook, @id, 'e', 'CaseUpdated', @caseId, '{}', @state, 0, 0, 0)
                """,
                new { id, webhook, caseId, state });
        }

        Migrate(connection);
        Assert.Equal([4L], connection.Query<long>("SELECT DeliveryId FROM WebhookDelivery WHERE Behind = 1 ORDER BY DeliveryId"));
    }

    private static SqliteConnection OpenBefore()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var script in MigrationScripts.For(StorageProvider.Sqlite).Where(script => MigrationScripts.NumberOf(script.Name) < Number))
            connection.Execute(script.Contents);

        return connection;
    }

    private static void Migrate(SqliteConnection connection) =>
        connection.Execute(MigrationScripts.For(StorageProvider.Sqlite).Single(script => MigrationScripts.NumberOf(script.Name) == Number).Contents);
}

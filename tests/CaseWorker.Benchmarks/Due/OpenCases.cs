using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.Dialects;
using CaseWorker.Storage.DueDates;
using CaseWorker.Storage.Intake;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Due;

/// <summary>Fills a database with open cases that have due dates, and moves those dates between the measurements.</summary>
internal static class OpenCases
{
    private const int PerCommit = 50_000;

    /// <summary>Inserts them as fast as the file takes them, without waiting for the disk. All are due between 30 and 60 days from now.</summary>
    public static void Fill(string directory, int count)
    {
        using var connection = Open(directory);
        Run(connection, "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;");
        using var insert = new SqliteStatement(connection, IntakeTables.Cases.Sqlite, IntakeTables.Cases.Columns.Select(column => column.Name));
        var sequences = new long[BenchCatalog.Services + 1];
        var now = DateTimeOffset.UtcNow;
        foreach (var chunk in Enumerable.Range(1, count).Chunk(PerCommit))
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            foreach (var number in chunk)
            {
                var one = BenchCase.Of(number);
                Insert(insert, RowOf(one, ++sequences[one.ServiceId], now));
            }

            transaction.Commit();
        }

        for (var service = 1; service <= BenchCatalog.Services; service++)
            Run(connection, $"UPDATE ServiceCounter SET LastSequence = {sequences[service]} WHERE ServiceId = {service}");
        Run(connection, $"UPDATE Installation SET NextCaseId = {count + 1}; PRAGMA wal_checkpoint(TRUNCATE);");
    }

    /// <summary>Makes every tenth case due, from the first on: the place of a case gives its instant.</summary>
    /// <param name="dueAt">In Unix milliseconds, by a place from 0 on.</param>
    /// <returns>The ids by (instant, id): the order in which they must fire.</returns>
    public static List<int> MakeDue(string directory, int first, int count, Func<int, long> dueAt)
    {
        using var connection = Open(directory);
        using var update = new SqliteStatement(connection, "UPDATE SupportCase SET DueAt = @At, NextDueAt = @At WHERE CaseId = @CaseId", ["CaseId", "At"]);
        using var transaction = connection.BeginTransaction(deferred: false);
        var all = new List<(long At, int CaseId)>(count);
        for (var place = 0; place < count; place++)
        {
            var caseId = first + (place * 5);
            update.Bind(0, caseId);
            update.Bind(1, dueAt(place));
            update.Run();
            all.Add((dueAt(place), caseId));
        }

        transaction.Commit();
        return [.. all.Order().Select(entry => entry.CaseId)];
    }

    public static SqliteConnection Open(string directory)
    {
        var connection = new SqliteConnection(TemplateDatabase.ConnectionTo(directory));
        connection.Open();
        Run(connection, SqliteDatabase.Pragmas);
        return connection;
    }

    private static CaseRow RowOf(BenchCase one, long sequence, DateTimeOffset now)
    {
        var message = one.ToMessage(now);
        var dueAt = now.AddDays(30).AddSeconds(one.Number * 7919L % (30 * 86_400));
        return new CaseRow
        {
            CaseId = one.Number,
            HubId = BenchCatalog.HubId,
            ServiceId = one.ServiceId,
            DepartmentId = BenchCatalog.DepartmentOf(one.ServiceId),
            Sequence = sequence,
            KeyHash = MessageHash.OfKey(one.ServiceId, message.MessageKey),
            BodyHash = MessageHash.OfBody(one.Body),
            MessageKey = message.MessageKey,
            Worker = "benchmark",
            AcceptedAt = now,
            StoredAt = now,
            Status = "new",
            RepId = BenchCatalog.RepOf(one.ServiceId, one.Number),
            CustomerId = one.Request.CustomerId,
            ExtRef = one.Request.ExtRef,
            Subject = one.Request.Subject,
            Notes = one.Request.Notes,
            OpenedAt = now,
            AssignedAt = now,
            UpdatedAt = now,
            Due = new CaseDue { DueAt = dueAt, NextAt = dueAt, PolicyMark = 0 },
        };
    }

    private static void Insert(SqliteStatement statement, CaseRow row)
    {
        for (var column = 0; column < IntakeTables.Cases.Columns.Count; column++)
            statement.Bind(column, IntakeTables.Cases.Columns[column].Value(row));

        statement.Run();
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}

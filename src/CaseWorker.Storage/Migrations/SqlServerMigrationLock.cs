using System.Data;
using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;

namespace CaseWorker.Storage.Migrations;

/// <summary>An application lock of the server, owned by a session, so that it ends with the process whatever happens.</summary>
internal static class SqlServerMigrationLock
{
    private const int AskAgainAfterMs = 2000;
    private const int Granted = 0;
    private const int GrantedAfterWaiting = 1;
    private const int TimedOut = -1;

    // Cannot open the database of the login; the database does not exist.
    private static readonly HashSet<int> NoSuchDatabase = [4060, 911];

    public static async Task<IAsyncDisposable> TakeAsync(string connectionString, TimeProvider time, Action waits, CancellationToken cancellation)
    {
        var connection = await OpenAsync(connectionString, time, cancellation);
        try
        {
            for (var isFirstTry = true; ; isFirstTry = false)
            {
                switch (await AskAsync(connection, cancellation))
                {
                    case Granted or GrantedAfterWaiting:
                        return connection;
                    case TimedOut:
                        if (isFirstTry)
                            waits();

                        break;
                    case var refused:
                        throw new InvalidOperationException($"The server must grant the migration lock, answers {refused}.");
                }
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Not pooled: closing such a connection ends the session, and the lock with it.
    private static async Task<SqlConnection> OpenAsync(string connectionString, TimeProvider time, CancellationToken cancellation)
    {
        var unpooled = new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
        for (var triesLeft = 6; ; triesLeft--)
        {
            var connection = new SqlConnection(unpooled);
            try
            {
                await connection.OpenAsync(cancellation);
                return connection;
            }
            catch (SqlException exception) when (triesLeft > 0 && NoSuchDatabase.Contains(exception.Number))
            {
                await connection.DisposeAsync();
                MakeDatabase(unpooled, isLastTry: triesLeft == 1);

                // A database that was made just now opens a moment later.
                await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellation);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }
    }

    private static void MakeDatabase(string connectionString, bool isLastTry)
    {
        try
        {
            EnsureDatabase.For.SqlDatabase(connectionString, new NoOpUpgradeLog());
        }
        catch (SqlException) when (!isLastTry)
        {
            // Most likely another process that starts made it just before; how the server says so differs.
        }
    }

    private static async Task<int> AskAsync(SqlConnection connection, CancellationToken cancellation)
    {
        using var command = new SqlCommand("sp_getapplock", connection) { CommandType = CommandType.StoredProcedure };
        command.Parameters.AddWithValue("@Resource", "CaseWorker.Migration");
        command.Parameters.AddWithValue("@LockMode", "Exclusive");
        command.Parameters.AddWithValue("@LockOwner", "Session");
        command.Parameters.AddWithValue("@LockTimeout", AskAgainAfterMs);
        var answer = command.Parameters.Add("@answer", SqlDbType.Int);
        answer.Direction = ParameterDirection.ReturnValue;
        await command.ExecuteNonQueryAsync(cancellation);
        return (int)answer.Value;
    }
}

using CaseWorker.Storage.Dialects;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;

namespace CaseWorker.Storage.Migrations;

/// <summary>Takes SQL Server's full-text search into use where the server has it, and out of use where it is no more, or not wanted.</summary>
/// <remarks>Behind the migrations and under their lock, since full-text indexes can't be made in a transaction. Harmless when repeated.</remarks>
internal sealed partial class FullTextSetup(Database database, ILogger logger, CancellationToken cancellation)
{
    internal const string MakeCatalog = "CREATE FULLTEXT CATALOG CaseWorker WITH ACCENT_SENSITIVITY = ON";

    // No language, so that words are only parted at blanks, and no noise words: the program makes the words.
    internal const string MakeIndex =
        "CREATE FULLTEXT INDEX ON dbo.CaseTextDocument (Words LANGUAGE 0) KEY INDEX PK_CaseTextDocument ON CaseWorker WITH (CHANGE_TRACKING = AUTO, STOPLIST = OFF)";

    private const string DropIndex = "DROP FULLTEXT INDEX ON dbo.CaseTextDocument";
    private const string CountCatalogs = "SELECT COUNT(*) FROM sys.fulltext_catalogs WHERE name = N'CaseWorker'";
    private const string IsInstalled = "SELECT FULLTEXTSERVICEPROPERTY('IsFullTextInstalled')";
    private const string Try = "SELECT TOP (1) d.CaseId FROM CaseTextDocument d WHERE CONTAINS(d.Words, N'\"aa*\" AND \"ab*\"')";

    // Not full-text indexed.
    private const int NotIndexed = 7601;

    // The turn is locked before the last case is looked for: one that is stored later waits to be read by itself.
    private static readonly Sql Switch = Sql.OnSqlServer(
        """
        UPDATE TextTurn SET Turns = Turns + 1, FilledTo = 0 WHERE Id = 1;
        UPDATE TextTurn SET FillTo = (SELECT COALESCE(MAX(CaseId), 0) FROM SupportCase) WHERE Id = 1;
        UPDATE CaseTextMode SET FullText = @fullText WHERE Id = 1;
        TRUNCATE TABLE CaseTextDocument
        """);

    public async Task RunAsync()
    {
        var isInUse = await database.ReadAsync(session => session.QueryFirstAsync<bool>(TextSearch.FullTextStore.IsInUse), cancellation);
        await using var connection = new SqlConnection(database.ConnectionString);
        var isInstalled = await connection.ExecuteScalarAsync<int?>(Command(IsInstalled)) == 1;
        if (isInstalled && database.WantsFullText)
            await UseAsync(connection, isInUse);
        else
            await LeaveAsync(connection, isInUse, isInstalled);
    }

    // One that is in use and only fails now stays in use: what it knows would have to be read again.
    private async Task UseAsync(SqlConnection connection, bool isInUse)
    {
        try
        {
            var problem = await TryAsync(connection);
            if (isInUse && problem?.Number != NotIndexed)
            {
                if (problem is not null)
                    LogFails(problem);

                return;
            }

            if (problem is not null)
            {
                await MakeAsync(connection);
                problem = await TryAsync(connection);
            }

            if (problem is not null)
            {
                LogImpossible(problem);
                return;
            }
        }
        catch (SqlException exception) when (SqlServerDatabase.IsFullTextAway(exception) || !database.IsTransient(exception))
        {
            // The login may not be allowed to. Searches are as right without it.
            LogImpossible(exception);
            return;
        }

        await SwitchAsync(fullText: true);
        LogTaken();
    }

    private async Task MakeAsync(SqlConnection connection)
    {
        if (await connection.ExecuteScalarAsync<int>(Command(CountCatalogs)) == 0)
            await connection.ExecuteAsync(Command(MakeCatalog));

        await connection.ExecuteAsync(Command(MakeIndex));
    }

    private async Task LeaveAsync(SqlConnection connection, bool isInUse, bool isInstalled)
    {
        if (isInUse)
        {
            await SwitchAsync(fullText: false);
            LogLeft();
        }

        if (isInstalled && await TryAsync(connection) is null)
            await connection.ExecuteAsync(Command(DropIndex));
    }

    // All cases are read again; until then a case is found where its words were before, if they are still there.
    private async Task SwitchAsync(bool fullText) => await database.WriteAsync(session => session.ExecuteAsync(Switch, new { fullText }), cancellation);

    /// <summary>Asks what searches will ask. Null: it is answered.</summary>
    private async Task<SqlException?> TryAsync(SqlConnection connection)
    {
        try
        {
            await connection.QueryAsync<int>(Command(Try));
            return null;
        }
        catch (SqlException exception) when (SqlServerDatabase.IsFullTextAway(exception) || !database.IsTransient(exception))
        {
            return exception;
        }
    }

    private CommandDefinition Command(string text) => new(text, commandTimeout: 600, cancellationToken: cancellation);

    [LoggerMessage(1002, LogLevel.Information, "The server's full-text search is in use from now on; all cases are read for it, in the background")]
    private partial void LogTaken();

    [LoggerMessage(1003, LogLevel.Warning, "The server's full-text search is not in use any more; until all cases have been read again, in the background, searches by text find only some")]
    private partial void LogLeft();

    [LoggerMessage(1004, LogLevel.Warning, "The server has full-text search, but it can't be used; searches by text use the table of words")]
    private partial void LogImpossible(Exception exception);

    [LoggerMessage(1005, LogLevel.Warning, "The server's full-text search is in use, but does not answer now; searches by text fail until it does")]
    private partial void LogFails(Exception exception);
}

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

    private static readonly Sql Switch = Sql.OnSqlServer(
        """
        UPDATE TextTurn SET FullText = @fullText, Turns = Turns + 1, FilledTo = 0, FillTo = (SELECT COALESCE(MAX(CaseId), 0) FROM SupportCase) WHERE Id = 1;
        TRUNCATE TABLE CaseTextDocument
        """);

    public async Task RunAsync()
    {
        var isInUse = await database.ReadAsync(session => session.QueryFirstAsync<bool>(TextSearch.FullTextStore.IsInUse), cancellation);
        await using var connection = new SqlConnection(database.ConnectionString);
        var works = database.WantsFullText && await MakeAsync(connection);
        if (works == isInUse)
            return;

        // All cases are read again: until then a case is found where its words were before, if they are still there.
        await database.WriteAsync(session => session.ExecuteAsync(Switch, new { fullText = works }), cancellation);
        if (works)
            LogTaken();
        else
            LogLeft();

        if (!works && await IsIndexedAsync(connection))
            await connection.ExecuteAsync(Command(DropIndex));
    }

    private async Task<bool> MakeAsync(SqlConnection connection)
    {
        try
        {
            if (await connection.ExecuteScalarAsync<int?>(Command(IsInstalled)) != 1)
                return false;

            if (!await IsIndexedAsync(connection))
            {
                if (await connection.ExecuteScalarAsync<int>(Command(CountCatalogs)) == 0)
                    await connection.ExecuteAsync(Command(MakeCatalog));

                await connection.ExecuteAsync(Command(MakeIndex));
            }

            return await IsIndexedAsync(connection);
        }
        catch (SqlException exception) when (!database.IsTransient(exception))
        {
            // The login may not be allowed to. Searches are as right without it.
            LogImpossible(exception);
            return false;
        }
    }

    // Asks what searches will ask.
    private async Task<bool> IsIndexedAsync(SqlConnection connection)
    {
        try
        {
            await connection.QueryAsync<int>(Command(Try));
            return true;
        }
        catch (SqlException exception) when (!database.IsTransient(exception))
        {
            return false;
        }
    }

    private CommandDefinition Command(string text) => new(text, commandTimeout: 600, cancellationToken: cancellation);

    [LoggerMessage(1002, LogLevel.Information, "The server's full-text search is in use from now on; all cases are read for it, in the background")]
    private partial void LogTaken();

    [LoggerMessage(1003, LogLevel.Warning, "The server's full-text search is not in use any more; until all cases have been read again, in the background, searches by text find only some")]
    private partial void LogLeft();

    [LoggerMessage(1004, LogLevel.Warning, "The server has full-text search, but it can't be used; searches by text use the table of words")]
    private partial void LogImpossible(Exception exception);
}

using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CaseWorker.IntegrationTests.TextSearch;

/// <summary>Holds the index of words against what the cases say now, word by word.</summary>
internal static class WordsAudit
{
    /// <summary>What is missing from the index and what should not be in it; empty: the index is right.</summary>
    /// <param name="file">A SQLite database in which nothing waits to be indexed.</param>
    public static async Task<List<string>> FaultsAsync(string file)
    {
        var (expected, actual) = (await ReadExpectedAsync(file), await ReadActualAsync(file));
        return
        [
            .. expected.Except(actual).Select(word => $"case {word.CaseId} must be found by {word.Word}").Take(10),
            .. actual.Except(expected).Select(word => $"case {word.CaseId} must not be found by {word.Word}").Take(10),
        ];
    }

    private static async Task<HashSet<(long CaseId, string Word)>> ReadExpectedAsync(string file)
    {
        await using var database = Database.Open(new StorageOptions { ConnectionString = $"Data Source={file};Pooling=False" });
        await using var connection = await OpenAsync(file);
        var words = new HashSet<(long, string)>();
        foreach (var caseId in await connection.QueryAsync<int>("SELECT CaseId FROM SupportCase"))
        {
            var texts = (await database.ReadAsync(session => CaseTexts.ReadAsync(session, caseId), CancellationToken.None))!;
            words.UnionWith(SearchWords.ForIndex(texts.HubId, texts.All).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => ((long)caseId, word)));
        }

        return words;
    }

    // The index does not keep the texts, but tells which word is in which case.
    private static async Task<HashSet<(long CaseId, string Word)>> ReadActualAsync(string file)
    {
        await using var connection = await OpenAsync(file);
        await connection.ExecuteAsync("CREATE VIRTUAL TABLE temp.Words USING fts5vocab(main, CaseText, instance)");
        return [.. (await connection.QueryAsync<(string Word, long CaseId)>("SELECT term, doc FROM temp.Words")).Select(row => (row.CaseId, row.Word))];
    }

    private static async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}

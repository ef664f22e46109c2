using CaseWorker.Storage;

namespace CaseWorker.Tests.Storage;

/// <summary>A question that no database answers in the time of a test. With SQLite it ends when it is stopped, and only then.</summary>
/// <remarks>On a T-SQL server it ends by itself after some seconds or minutes, since some go on with what nobody waits for.</remarks>
internal static class EndlessStatement
{
    private static readonly Sql Count = new(
        """
        SELECT COUNT(*) AS Numbers FROM OPENJSON(@digits) a CROSS JOIN OPENJSON(@digits) b CROSS JOIN OPENJSON(@digits) c CROSS JOIN OPENJSON(@digits) d
        CROSS JOIN OPENJSON(@digits) e CROSS JOIN OPENJSON(@digits) f CROSS JOIN OPENJSON(@digits) g
        """,
        "WITH RECURSIVE Number (N) AS (SELECT json_array_length(@digits) UNION ALL SELECT N + 1 FROM Number) SELECT COUNT(*) AS Numbers FROM Number");

    private static readonly object Digits = new { digits = "[0,1,2,3,4,5,6,7,8,9]" };

    public static Task<long> RunAsync(Session session) => session.QueryFirstAsync<long>(Count, Digits);

    /// <summary>The same as a list of rows, which SQLite runs another way.</summary>
    public static Task<List<Counted>> ListAsync(Session session) => session.QueryAsync<Counted>(Count, Digits);

    public sealed record Counted
    {
        public long Numbers { get; init; }
    }
}

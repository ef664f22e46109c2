namespace CaseWorker.Storage;

/// <summary>One statement in both dialects: same parameters, same result columns.</summary>
/// <remarks>
/// Every statement of the program is a static readonly field of this type (or of <see cref="RowBatch{T}"/>), so that the gate
/// test can find them all, parse the T-SQL and compile it against the schema.
/// Where the texts differ beyond <c>TOP</c> and <c>LIMIT</c>, a comment beginning "Differs from SQL Server" says why.
/// </remarks>
internal sealed record Sql(string SqlServer, string Sqlite)
{
    /// <summary>A statement that both dialects understand as it stands.</summary>
    public static Sql Both(string text) => new(text, text);

    /// <summary>A statement that only SQL Server is ever asked.</summary>
    public static Sql OnSqlServer(string text) => new(text, Sqlite: "");
}

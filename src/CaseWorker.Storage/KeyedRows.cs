namespace CaseWorker.Storage;

/// <summary>What rows are sorted by. Equal ones come by ascending CaseId.</summary>
internal enum SortKind
{
    /// <summary>A column N. Rows where it is null come last in both directions.</summary>
    Number,

    /// <summary>A column K, never null: a text, by its code units.</summary>
    Text,

    /// <summary>Columns K and N: texts, numbers among them first, by N and then K. Rows where K is null come last in both directions.</summary>
    NumberElseText,
}

/// <summary>Rows of which a page is wanted, in an order, and how many they are.</summary>
/// <param name="Rows">All of them, in any order: a column CaseId, then those of the kind.</param>
internal sealed record KeyedRows(Sql Rows, SortKind Kind, bool Descending)
{
    private string Direction => Descending ? " DESC" : "";

    /// <summary>For SQL Server, which sorts where the rows are: columns CaseId and Total, the same in each row; parameters skip and top besides those of the rows.</summary>
    public Sql Page => Sql.OnSqlServer($"SELECT f.CaseId, COUNT(*) OVER () AS Total FROM (\n{Rows.SqlServer}) f\nORDER BY {Order}, f.CaseId OFFSET @skip ROWS FETCH NEXT @top ROWS ONLY");

    /// <summary>For SQL Server, when the page is behind the last row: one row, Total.</summary>
    public Sql Count => Sql.OnSqlServer($"SELECT COUNT(*) AS Total FROM (\n{Rows.SqlServer}) f");

    private string Order => Kind switch
    {
        SortKind.Number => $"{Last("N")}, f.N{Direction}",
        SortKind.Text => $"f.K{Direction}",
        SortKind.NumberElseText => $"{Last("K")}, {Last("N")}{Direction}, f.N{Direction}, f.K{Direction}",
    };

    private static string Last(string column) => $"CASE WHEN f.{column} IS NULL THEN 1 ELSE 0 END";
}

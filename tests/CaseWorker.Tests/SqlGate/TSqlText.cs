using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CaseWorker.Tests.SqlGate;

/// <summary>What the parser of SQL Server 2019 says about one text.</summary>
internal sealed class TSqlText
{
    private TSqlText(TSqlScript script, IReadOnlyList<string> errors)
    {
        Script = script;
        Errors = errors;
        var uses = new TSqlUses();
        script.Accept(uses);
        Parameters = uses.Parameters;
        Refused = uses.Refused;
        ResultColumns = [.. Script.Batches.SelectMany(batch => batch.Statements).Select(ColumnsOf).FirstOrDefault(columns => columns.Count > 0) ?? []];
    }

    public TSqlScript Script { get; }

    /// <summary>Why it does not parse; empty when it does.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>The variables it uses and does not declare, without the @.</summary>
    public IReadOnlySet<string> Parameters { get; }

    /// <summary>What it uses outside the common subset of T-SQL servers.</summary>
    public IReadOnlyList<string> Refused { get; }

    /// <summary>The columns of its first result; null where an expression has no name.</summary>
    public IReadOnlyList<string?> ResultColumns { get; }

    public static TSqlText Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return new TSqlText(script, [.. errors.Select(error => $"line {error.Line}: {error.Message}")]);
    }

    private static List<string?> ColumnsOf(TSqlStatement statement) => statement switch
    {
        SelectStatement select => NamesOf(LeftMost(select.QueryExpression).SelectElements),
        InsertStatement { InsertSpecification.OutputClause: { } output } => NamesOf(output.SelectColumns),
        UpdateStatement { UpdateSpecification.OutputClause: { } output } => NamesOf(output.SelectColumns),
        DeleteStatement { DeleteSpecification.OutputClause: { } output } => NamesOf(output.SelectColumns),
        _ => [],
    };

    private static QuerySpecification LeftMost(QueryExpression query) => query switch
    {
        BinaryQueryExpression binary => LeftMost(binary.FirstQueryExpression),
        QueryParenthesisExpression parenthesis => LeftMost(parenthesis.QueryExpression),
        QuerySpecification specification => specification,
        _ => throw new NotSupportedException($"{query.GetType().Name}: teach the gate what it returns"),
    };

    private static List<string?> NamesOf(IEnumerable<SelectElement> elements) =>
    [
        .. elements.OfType<SelectScalarExpression>().Select(element =>
            element.ColumnName?.Value ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value),
    ];
}

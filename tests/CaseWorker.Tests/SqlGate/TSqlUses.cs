using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CaseWorker.Tests.SqlGate;

/// <summary>Collects the parameters of a text, and what design section 4 does not let it use.</summary>
internal sealed class TSqlUses : TSqlFragmentVisitor
{
    private static readonly HashSet<string> Clocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "GETDATE", "GETUTCDATE", "SYSDATETIME", "SYSUTCDATETIME", "SYSDATETIMEOFFSET",
    };

    private readonly HashSet<string> used = [];
    private readonly HashSet<string> declared = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> refused = [];

    public IReadOnlySet<string> Parameters => used.Where(name => !declared.Contains(name)).ToHashSet();

    public IReadOnlyList<string> Refused => refused;

    public override void Visit(VariableReference node) => used.Add(node.Name.TrimStart('@'));

    public override void Visit(DeclareVariableElement node) => declared.Add(node.VariableName.Value.TrimStart('@'));

    public override void Visit(DeclareTableVariableBody node) => declared.Add(node.VariableName.Value.TrimStart('@'));

    public override void Visit(MergeStatement node) => refused.Add("MERGE");

    public override void Visit(TableHint node) => refused.Add($"the table hint {node.HintKind}");

    public override void Visit(OptimizerHint node) => refused.Add($"the query hint {node.HintKind}");

    public override void Visit(SelectStarExpression node) => refused.Add("SELECT *");

    public override void Visit(AlterDatabaseStatement node) => refused.Add("ALTER DATABASE");

    public override void Visit(WaitForStatement node) => refused.Add("WAITFOR");

    public override void Visit(SaveTransactionStatement node) => refused.Add("a savepoint");

    public override void Visit(ParameterlessCall node)
    {
        if (node.ParameterlessCallType == ParameterlessCallType.CurrentTimestamp)
            refused.Add("the server's clock");
    }

    public override void Visit(FunctionCall node)
    {
        if (Clocks.Contains(node.FunctionName.Value))
            refused.Add("the server's clock");
    }

    public override void Visit(UpdateStatement node)
    {
        if (node.WithCtesAndXmlNamespaces is not null)
            refused.Add("an UPDATE with a CTE");
    }

    public override void Visit(DeleteStatement node)
    {
        if (node.WithCtesAndXmlNamespaces is not null)
            refused.Add("a DELETE with a CTE");
    }
}

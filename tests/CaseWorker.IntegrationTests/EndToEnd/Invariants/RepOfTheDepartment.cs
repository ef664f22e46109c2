namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Every case has a rep of its department, where the run keeps all of them present.</summary>
internal sealed class RepOfTheDepartment : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence) => evidence.Stored
        .Where(row => !row.AutoClose && (row.RepId is not { } rep || !evidence.Members[row.DepartmentId].Contains(rep)))
        .Select(row => $"case {row.CaseId} of department {row.DepartmentId} has rep {row.RepId?.ToString() ?? "none"}");
}

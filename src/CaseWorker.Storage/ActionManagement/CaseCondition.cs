namespace CaseWorker.Storage.ActionManagement;

/// <summary>What must hold of a case. One of the records below.</summary>
public abstract record CaseCondition
{
    private CaseCondition()
    {
    }

    /// <summary>The value is among the numbers, or the texts to the letter; with <paramref name="Not"/> it is none of them, which holds of cases without the value too.</summary>
    public sealed record OneOf(CaseValue Value, CaseOperand Operands, bool Not) : CaseCondition;

    /// <summary>The value is less or greater. Never of cases without it. Texts are compared by their code units.</summary>
    public sealed record Compares(CaseValue Value, CaseComparison Comparison, CaseOperand Operand) : CaseCondition;

    /// <summary>The text holds another, in any case of its letters.</summary>
    /// <param name="Text">1 to 200 characters.</param>
    public sealed record Contains(CaseValue Value, string Text) : CaseCondition;

    /// <summary>The case has no such value; with <paramref name="Not"/> it has one.</summary>
    public sealed record Missing(CaseValue Value, bool Not) : CaseCondition;

    /// <summary>The case has one of the users in the role; with <paramref name="Not"/> none of them.</summary>
    /// <param name="MirrorsRep">Whether the rep is in the role.</param>
    public sealed record HasUser(int RoleId, bool MirrorsRep, IReadOnlyCollection<int> RepIds, bool Not) : CaseCondition;

    /// <summary>At least one holds, of at least one.</summary>
    public sealed record AnyOf(IReadOnlyList<CaseCondition> Conditions) : CaseCondition;

    /// <summary>All of them hold, of at least one.</summary>
    public sealed record AllOf(IReadOnlyList<CaseCondition> Conditions) : CaseCondition;
}

/// <summary>How a value is compared.</summary>
public enum CaseComparison
{
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// <summary>What a value is compared with.</summary>
public abstract record CaseOperand
{
    private CaseOperand()
    {
    }

    /// <summary>Numbers; a text counts as the number that it reads as, or as no number.</summary>
    public sealed record Numbers(IReadOnlyList<decimal> Values) : CaseOperand;

    public sealed record Texts(IReadOnlyList<string> Values) : CaseOperand;
}

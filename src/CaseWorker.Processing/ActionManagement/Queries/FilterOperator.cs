namespace CaseWorker.Processing.ActionManagement.Queries;

/// <summary>What a filter asks of a property.</summary>
public enum FilterOperator
{
    /// <summary>Is the value. With null: there is none.</summary>
    Eq,

    /// <summary>Everything that <see cref="Eq"/> leaves out, cases without the property included.</summary>
    Ne,

    /// <summary>Is one of a list.</summary>
    In,

    /// <summary>Everything that <see cref="In"/> leaves out.</summary>
    NotIn,

    /// <summary>Is less. Never of a case without the property; so for the three below.</summary>
    Lt,
    Lte,
    Gt,
    Gte,

    /// <summary>Holds the text, in any case of its letters.</summary>
    Contains,

    /// <summary>There is none; with false: there is one.</summary>
    IsNull,
}

/// <summary>The operators by their names.</summary>
public static class FilterOperators
{
    private static readonly (string Word, FilterOperator Operator)[] All =
    [
        ("eq", FilterOperator.Eq),
        ("ne", FilterOperator.Ne),
        ("in", FilterOperator.In),
        ("notIn", FilterOperator.NotIn),
        ("lt", FilterOperator.Lt),
        ("lte", FilterOperator.Lte),
        ("gt", FilterOperator.Gt),
        ("gte", FilterOperator.Gte),
        ("contains", FilterOperator.Contains),
        ("isNull", FilterOperator.IsNull),
    ];

    private static readonly FilterOperator[] Ordered = [.. All.Select(entry => entry.Operator).Where(word => word != FilterOperator.Contains)];
    private static readonly FilterOperator[] Flags = [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.IsNull];
    private static readonly FilterOperator[] Texts =
        [FilterOperator.Eq, FilterOperator.Ne, FilterOperator.In, FilterOperator.NotIn, FilterOperator.Contains, FilterOperator.IsNull];

    /// <summary>All of them, for messages.</summary>
    public static string Known => ListOf(All.Select(entry => entry.Operator));

    /// <summary>Null: there is no such operator. In any case of its letters.</summary>
    public static FilterOperator? Find(string word) =>
        All.FirstOrDefault(entry => entry.Word.Equals(word, StringComparison.OrdinalIgnoreCase)) is ({ }, var found) ? found : null;

    /// <summary>Those that make sense for the property.</summary>
    public static IReadOnlyList<FilterOperator> Of(QueryProperty property) => property switch
    {
        QueryProperty.Number or QueryProperty.Instant => Ordered,
        QueryProperty.Flag => Flags,
        QueryProperty.Answer => [.. All.Select(entry => entry.Operator)],
        _ => Texts,
    };

    /// <summary>Their names with commas between them.</summary>
    public static string ListOf(IEnumerable<FilterOperator> operators) => string.Join(", ", operators.Select(one => All.First(entry => entry.Operator == one).Word));
}

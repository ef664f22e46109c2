using System.Text.Json;
using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Processing.ActionManagement.Queries;

/// <summary>What a filter of a query asks of the cases. Pure.</summary>
/// <remarks>
/// <para>ne and notIn hold of every case of which eq and in do not, those without the property included. Less and greater never hold of those.</para>
/// <para>
/// Text of cases (name, data fields) is compared to the letter, names of the catalogue (workflows, triggers, list items, users) in any
/// case; contains looks for text in any case. Null as a value stands for a case without the property.
/// </para>
/// </remarks>
public static class FilterRule
{
    /// <summary>The most values a list may have.</summary>
    public const int MaxValues = 1000;

    /// <summary>The longest text to look for.</summary>
    public const int MaxText = 200;

    /// <summary>The condition, or why the value is refused: "must …".</summary>
    /// <param name="operation">One that fits the property.</param>
    /// <param name="value">Null: none was given.</param>
    public static (CaseCondition? Condition, string? Refused) Read(QueryProperty property, FilterOperator operation, JsonElement? value) => operation switch
    {
        FilterOperator.IsNull => ReadIsNull(property, value),
        FilterOperator.Contains => ReadContains(property, value),
        FilterOperator.Lt => ReadComparison(property, CaseComparison.Less, value),
        FilterOperator.Lte => ReadComparison(property, CaseComparison.AtMost, value),
        FilterOperator.Gt => ReadComparison(property, CaseComparison.Greater, value),
        FilterOperator.Gte => ReadComparison(property, CaseComparison.AtLeast, value),
        FilterOperator.Eq => value is { } one ? ReadOneOf(property, [one], not: false) : (null, Must(property)),
        FilterOperator.Ne => value is { } one ? ReadOneOf(property, [one], not: true) : (null, Must(property)),
        FilterOperator.In => ReadList(property, value, not: false),
        FilterOperator.NotIn => ReadList(property, value, not: true),
    };

    private static (CaseCondition?, string?) ReadIsNull(QueryProperty property, JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.True or JsonValueKind.Null } => (FilterConditions.Missing(property, not: false), null),
        { ValueKind: JsonValueKind.False } => (FilterConditions.Missing(property, not: true), null),
        _ => (null, "must be true, false, or left out"),
    };

    private static (CaseCondition?, string?) ReadContains(QueryProperty property, JsonElement? value) =>
        value is { } json && FilterValue.Text(json) is { Length: >= 1 and <= MaxText } text
            ? (FilterConditions.Contains(property, text), null)
            : (null, $"must be a text of 1 to {MaxText} characters");

    private static (CaseCondition?, string?) ReadComparison(QueryProperty property, CaseComparison comparison, JsonElement? value)
    {
        if (value is { } json && OperandOf(property, json) is { } operand)
            return (new CaseCondition.Compares(FilterConditions.ValueOf(property), comparison, operand), null);

        return (null, Must(property));
    }

    private static (CaseCondition?, string?) ReadList(QueryProperty property, JsonElement? value, bool not)
    {
        if (value is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() > MaxValues)
            return (null, $"must be a list of at most {MaxValues} values");

        return ReadOneOf(property, [.. list.EnumerateArray()], not);
    }

    private static (CaseCondition?, string?) ReadOneOf(QueryProperty property, JsonElement[] values, bool not)
    {
        var (operands, orNone) = (new List<CaseOperand>(), false);
        foreach (var json in values)
        {
            if (json.ValueKind == JsonValueKind.Null || (property is QueryProperty.Answer && FilterValue.Text(json) is ""))
                orNone = true;
            else if (OperandOf(property, json) is { } operand)
                operands.Add(operand);
            else
                return (null, Must(property));
        }

        var condition = FilterConditions.OneOf(
            property,
            [.. operands.OfType<CaseOperand.Numbers>().SelectMany(numbers => numbers.Values)],
            [.. operands.OfType<CaseOperand.Texts>().SelectMany(texts => texts.Values)],
            not);
        if (!orNone)
            return (condition, null);

        var missing = FilterConditions.Missing(property, not);
        return (not ? new CaseCondition.AllOf([condition, missing]) : new CaseCondition.AnyOf([condition, missing]), null);
    }

    private static CaseOperand? OperandOf(QueryProperty property, JsonElement json) => property switch
    {
        QueryProperty.Number { IsWhole: true } => Numbers(FilterValue.Whole(json)),
        QueryProperty.Number => Numbers(FilterValue.Number(json)),
        QueryProperty.Instant => Numbers(FilterValue.Instant(json)),
        QueryProperty.Flag => Numbers(FilterValue.Flag(json)),
        QueryProperty.Text or QueryProperty.Name => Texts(FilterValue.Text(json)),
        QueryProperty.Answer => (CaseOperand?)Numbers(FilterValue.Number(json)) ?? Texts(FilterValue.Text(json)),
        QueryProperty.ListValue or QueryProperty.Role => (CaseOperand?)Numbers(FilterValue.Whole(json)) ?? Texts(FilterValue.Text(json)),
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "No such property."),
    };

    private static string Must(QueryProperty property) => property switch
    {
        QueryProperty.Number { IsWhole: true } => "must be a whole number, or null with eq, ne, in and notIn",
        QueryProperty.Number => "must be a number, or null with eq, ne, in and notIn",
        QueryProperty.Instant => "must be a date or an instant (ISO 8601), or null with eq, ne, in and notIn",
        QueryProperty.Flag => "must be true, false or null",
        QueryProperty.Text or QueryProperty.Name => "must be a text or null",
        QueryProperty.Answer => "must be a text or a number, or null with eq, ne, in and notIn",
        QueryProperty.ListValue => "must be the id or the name of an item, or null",
        QueryProperty.Role => "must be the id or the name of a user, or null",
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "No such property."),
    };

    private static CaseOperand.Numbers? Numbers(decimal? number) => number is { } one ? new([one]) : null;

    private static CaseOperand.Texts? Texts(string? text) => text is null ? null : new([text]);
}

using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Processing.ActionManagement.Queries;

/// <summary>The conditions of the database for what filters ask. Names of the catalogue become the ids that bear them. Pure.</summary>
internal static class FilterConditions
{
    /// <summary>The value of a property that can be compared.</summary>
    public static CaseValue ValueOf(QueryProperty property) => property switch
    {
        QueryProperty.Number number => number.Value,
        QueryProperty.Instant instant => instant.Value,
        QueryProperty.Flag flag => flag.Value,
        QueryProperty.Text text => text.Value,
        QueryProperty.Answer answer => answer.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "It has no value of its own."),
    };

    public static CaseCondition OneOf(QueryProperty property, IReadOnlyList<decimal> numbers, IReadOnlyList<string> texts, bool not) => property switch
    {
        QueryProperty.Text text => new CaseCondition.OneOf(text.Value, new CaseOperand.Texts(texts), not),
        QueryProperty.Name name => Named(name, [.. Bearing(name.Entries, texts)], not),
        QueryProperty.Answer answer => Answered(answer, numbers, texts, not),
        QueryProperty.ListValue value => OfLists(value, list => new CaseCondition.OneOf(list.Value, Ids([.. Bearing(list.Items, texts), .. numbers]), not), not),
        QueryProperty.Role role => HasUser(role, [.. Bearing(role.Users, texts), .. role.Users.Select(user => (decimal)user.Id).Where(numbers.Contains)], not),
        _ => new CaseCondition.OneOf(ValueOf(property), new CaseOperand.Numbers(numbers), not),
    };

    public static CaseCondition Contains(QueryProperty property, string text) => property switch
    {
        QueryProperty.Name name => Named(name, [.. Holding(name.Entries, text)], not: false),
        QueryProperty.ListValue value => OfLists(value, list => new CaseCondition.OneOf(list.Value, Ids([.. Holding(list.Items, text)]), Not: false), inAll: false),
        QueryProperty.Role role => HasUser(role, [.. Holding(role.Users, text)], not: false),
        _ => new CaseCondition.Contains(ValueOf(property), text),
    };

    public static CaseCondition Missing(QueryProperty property, bool not) => property switch
    {
        // What the catalogue does not have has no name.
        QueryProperty.Name name => Named(name, [.. name.Entries.Select(entry => (decimal)entry.Id)], !not),
        QueryProperty.ListValue value => OfLists(value, list => new CaseCondition.Missing(list.Value, not), !not),
        QueryProperty.Role role => HasUser(role, [.. role.Users.Select(user => (decimal)user.Id)], !not),
        _ => new CaseCondition.Missing(ValueOf(property), not),
    };

    private static CaseCondition.OneOf Named(QueryProperty.Name name, decimal[] ids, bool not) => new(name.Value, Ids(ids), not);

    // A text and the number that it reads as can both be asked for.
    private static CaseCondition Answered(QueryProperty.Answer answer, IReadOnlyList<decimal> numbers, IReadOnlyList<string> texts, bool not)
    {
        var asTexts = new CaseCondition.OneOf(answer.Value, new CaseOperand.Texts(texts), not);
        var asNumbers = new CaseCondition.OneOf(answer.Value, new CaseOperand.Numbers(numbers), not);
        if (numbers.Count == 0)
            return asTexts;
        if (texts.Count == 0)
            return asNumbers;

        return not ? new CaseCondition.AllOf([asTexts, asNumbers]) : new CaseCondition.AnyOf([asTexts, asNumbers]);
    }

    private static CaseCondition OfLists(QueryProperty.ListValue value, Func<ListOfItems, CaseCondition> condition, bool inAll)
    {
        CaseCondition[] each = [.. value.Lists.Select(condition)];
        if (each.Length == 1)
            return each[0];

        return inAll ? new CaseCondition.AllOf(each) : new CaseCondition.AnyOf(each);
    }

    private static CaseCondition.HasUser HasUser(QueryProperty.Role role, decimal[] ids, bool not) =>
        new(role.RoleId, role.MirrorsRep, [.. ids.Select(id => (int)id).Distinct()], not);

    private static CaseOperand.Numbers Ids(decimal[] ids) => new(ids);

    private static IEnumerable<decimal> Bearing(IReadOnlyList<(int Id, string Name)> entries, IReadOnlyList<string> names) =>
        entries.Where(entry => names.Contains(entry.Name, StringComparer.OrdinalIgnoreCase)).Select(entry => (decimal)entry.Id);

    private static IEnumerable<decimal> Holding(IReadOnlyList<(int Id, string Name)> entries, string text) =>
        entries.Where(entry => entry.Name.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(entry => (decimal)entry.Id);
}

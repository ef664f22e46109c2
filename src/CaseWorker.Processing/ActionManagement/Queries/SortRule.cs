using CaseWorker.Storage.ActionManagement;

namespace CaseWorker.Processing.ActionManagement.Queries;

/// <summary>What a query is sorted by. Pure.</summary>
public static class SortRule
{
    /// <summary>Null: cases can't be sorted by the property, since one can have several of it.</summary>
    /// <remarks>Workflows and triggers are sorted by name, list items as their list has them, answers that read as numbers by size and before the others.</remarks>
    public static CaseSort? Read(QueryProperty property, bool descending) => property switch
    {
        QueryProperty.Role or QueryProperty.ListValue { Lists.Count: > 1 } => null,
        QueryProperty.Name name => new CaseSort(name.Value, descending, PlacesOf(name.Entries)),
        QueryProperty.ListValue { Lists: [var list] } => new CaseSort(list.Value, descending, list.Items.Index().ToDictionary(item => item.Item.Id, item => item.Index)),
        _ => new CaseSort(FilterConditions.ValueOf(property), descending),
    };

    // Those of one name have one place.
    private static Dictionary<int, int> PlacesOf(IReadOnlyList<(int Id, string Name)> entries)
    {
        var names = entries.Select(entry => entry.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        return entries.ToDictionary(entry => entry.Id, entry => names.FindIndex(name => name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)));
    }
}

using System.Text.Json.Serialization;
using CaseWorker.Processing.ActionManagement;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>A list of the program.</summary>
internal sealed record ProgramListItem(
    int Id,
    string Name,
    string Type,
    DateTimeOffset LastUpdated,
    int? DefaultItem,
    IReadOnlyList<ListItemView> Items,
    NoLinks Links)
{
    public static ProgramListItem Of(ProgramList list) => new(
        list.Id,
        list.Name,
        list.Type,
        list.UpdatedAt,
        list.DefaultItemId,
        [.. list.Items.Select(item => ListItemView.Of(list, item))],
        NoLinks.Instance);
}

/// <summary>An item of a list of the program.</summary>
internal sealed record ListItemView(int ListId, int Id, string Name, string Type)
{
    /// <summary>Only in lists of type status.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsOpen { get; init; }

    /// <summary>Only in lists of type severity.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsHigh { get; init; }

    /// <summary>Only where there are any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SubCategoryView>? SubCategories { get; init; }

    public static ListItemView Of(ProgramList list, ListItem item) => new(list.Id, item.Id, item.Name, list.Type)
    {
        IsOpen = list.IsStatus ? item.IsOpen : null,
        IsHigh = list.Type == ProgramList.Severity ? item.IsHigh : null,
        SubCategories = item.SubCategories.Count > 0 ? [.. item.SubCategories.Select(sub => new SubCategoryView(list.Id, item.Id, sub.Id, sub.Name))] : null,
    };

    /// <summary>The item as a case has it.</summary>
    public static ListValueItem Of(ProgramList list, ListValue value) => new(list.Id, value.Item.Id, value.Item.Name, list.Type)
    {
        IsOpen = list.IsStatus ? value.Item.IsOpen : null,
        IsHigh = list.Type == ProgramList.Severity ? value.Item.IsHigh : null,
        SubCategoryId = value.SubCategory?.Id,
        SubCategoryName = value.SubCategory?.Name,
    };
}

/// <summary>A subcategory of an item.</summary>
internal sealed record SubCategoryView(int ListId, int ListItemId, int Id, string Name);

/// <summary>A role of the program.</summary>
internal sealed record ProgramRoleItem(int Id, string Name, DateTimeOffset LastUpdated, NoLinks Links)
{
    public static ProgramRoleItem Of(ProgramRole role) => new(role.Id, role.Name, role.UpdatedAt, NoLinks.Instance);
}

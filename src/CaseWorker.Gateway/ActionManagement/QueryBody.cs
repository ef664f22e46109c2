using System.Text.Json;
using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.ActionManagement.Queries;
using CaseWorker.Storage.ActionManagement;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The body of a query. Every member can be left out or be null, and so can the body; unknown members are ignored. Collects all that is wrong.</summary>
internal sealed class QueryBody
{
    private const int UsualTop = 20;
    private const int MaxTop = 100;

    private readonly QueryProperties properties;
    private readonly QueryMembers members;

    private QueryBody(QueryMembers members, ActionProgram program)
    {
        this.members = members;
        properties = new QueryProperties(program);
        Conditions = ReadFilters();
        Includes = ReadIncludes();
        Sort = ReadSort(members.Boolean("orderByAscending") ?? false);
        Top = members.Whole("top", 1, MaxTop) ?? UsualTop;
        Skip = members.Whole("skip", 0, int.MaxValue) ?? 0;
    }

    public IReadOnlyList<CaseCondition> Conditions { get; }

    /// <summary>Everything unless the body names some.</summary>
    public CaseIncludes Includes { get; }

    /// <summary>By dateCreated, and descending, unless the body says otherwise.</summary>
    public CaseSort Sort { get; }

    public int Top { get; }

    public int Skip { get; }

    /// <summary>Reads the body. With a problem it is of no use.</summary>
    public static async Task<(QueryBody Body, Problem? Problem)> ReadAsync(HttpRequest request, ActionProgram program)
    {
        var (members, problem) = await QueryMembers.ReadAsync(request);
        var body = new QueryBody(members, program);
        return (body, problem ?? members.Problem);
    }

    private List<CaseCondition> ReadFilters()
    {
        var conditions = new List<CaseCondition>();
        var filters = members.List("filters");
        if (filters.Count > CaseQuery.MaxConditions)
        {
            members.Refuse("filters", $"must be at most {CaseQuery.MaxConditions} filters, are {filters.Count}");
            return conditions;
        }

        foreach (var (index, filter) in filters.Index())
        {
            if (ReadFilter(members.Inner($"filters[{index}]", filter, "property, operator and value")) is { } condition)
                conditions.Add(condition);
        }

        return conditions;
    }

    private CaseCondition? ReadFilter(QueryMembers? filter)
    {
        if (filter is null)
            return null;

        var (name, word) = (filter.RequiredText("property"), filter.RequiredText("operator"));
        var property = name is null ? null : properties.Find(name);
        if (name is not null && property is null)
            filter.Refuse("property", $"must be a property of cases, is \"{QueryMembers.Shown(name)}\". Known: {QueryProperties.Known}");

        var operation = word is null ? null : FilterOperators.Find(word);
        if (word is not null && operation is null)
            filter.Refuse("operator", $"must be one of {FilterOperators.Known}, is \"{QueryMembers.Shown(word)}\"");

        return property is not null && operation is { } known ? ReadCondition(filter, name!, property, known) : null;
    }

    private static CaseCondition? ReadCondition(QueryMembers filter, string name, QueryProperty property, FilterOperator operation)
    {
        var fitting = FilterOperators.Of(property);
        if (!fitting.Contains(operation))
        {
            filter.Refuse("operator", $"must be one of {FilterOperators.ListOf(fitting)} for {QueryMembers.Shown(name)}, is \"{FilterOperators.ListOf([operation])}\"");
            return null;
        }

        var (condition, refused) = FilterRule.Read(property, operation, filter.Given("value"));
        if (refused is not null)
            filter.Refuse("value", $"{refused} for {QueryMembers.Shown(name)}");

        return condition;
    }

    // The document: an empty collection is as good as none.
    private CaseIncludes ReadIncludes()
    {
        var includes = CaseIncludes.None;
        foreach (var (index, json) in members.List("include").Index())
        {
            var include = QueryMembers.TextOf(json)?.ToUpperInvariant() switch
            {
                "LISTVALUES" => CaseIncludes.ListValues,
                "ROLES" => CaseIncludes.Roles,
                "DATAFIELDS" => CaseIncludes.DataFields,
                _ => CaseIncludes.None,
            };
            if (include == CaseIncludes.None)
                members.Refuse($"include[{index}]", $"must be listValues, roles or dataFields, is {QueryMembers.Shown(json.GetRawText())}");

            includes |= include;
        }

        return includes == CaseIncludes.None ? CaseIncludes.All : includes;
    }

    private CaseSort ReadSort(bool ascending)
    {
        var standard = SortRule.Read(properties.Find(QueryProperties.Standard)!, !ascending)!;
        if (members.Value("orderBy") is not { } json || members.Inner("orderBy", json, "property") is not { } orderBy || orderBy.Text("property") is not { } name)
            return standard;

        if (properties.Find(name) is not { } property)
            orderBy.Refuse("property", $"must be a property of cases, is \"{QueryMembers.Shown(name)}\". Known: {QueryProperties.Known}");
        else if (SortRule.Read(property, !ascending) is { } sort)
            return sort;
        else
            orderBy.Refuse("property", $"must be something of which a case has one, is \"{QueryMembers.Shown(name)}\"");

        return standard;
    }
}

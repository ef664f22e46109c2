using System.Text.Json;
using System.Text.Json.Nodes;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.ActionManagement.Queries;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.ActionManagement.Queries;

/// <summary>What queries find, beside a plain evaluation of the same filters over the same cases in memory.</summary>
public abstract class CaseQueryContract(StorageFixture fixture) : StorageContract(fixture)
{
    private const int Cases = 130;

    private static readonly ActionProgram Program = QueryProgram.Of(StorageRows.HubId);

    [Fact]
    public async Task Every_property_with_every_operator_finds_what_a_plain_evaluation_finds()
    {
        var cases = await FillAsync();
        var random = new Random(7);
        foreach (var (property, values) in QueryWishes.Values)
        {
            foreach (var operation in QueryWishes.OperatorsOf(property))
            {
                for (var i = 0; i < 2; i++)
                    await CompareAsync(cases, new QueryWish([QueryWishes.Filter(random, property, operation, values)], "id", Ascending: true, Top: 100, Skip: 0));
            }
        }
    }

    [Fact]
    public async Task Every_order_sorts_as_a_plain_evaluation_does_with_what_has_none_last_and_equal_ones_by_id()
    {
        var cases = await FillAsync();
        foreach (var property in QueryWishes.Sortable)
        {
            foreach (var ascending in new[] { true, false })
                await CompareAsync(cases, new QueryWish([], property, ascending, Top: 100, Skip: 30));
        }
    }

    [Fact]
    public async Task Any_filters_under_any_order_and_page_find_what_a_plain_evaluation_finds()
    {
        var cases = await FillAsync();
        for (var seed = 0; seed < 150; seed++)
            await CompareAsync(cases, QueryWishes.Any(new Random(seed)));
    }

    [Fact]
    public async Task Pages_join_without_gap_or_repetition_and_each_tells_the_same_total()
    {
        var cases = await FillAsync();
        var ids = new List<int>();
        for (var skip = 0; skip <= cases.Count; skip += 17)
        {
            var page = await QueryAsync(new QueryWish([], "listValues.status", Ascending: false, Top: 17, skip));
            Assert.Equal(cases.Count, page.Total);
            ids.AddRange(page.CaseIds);
        }

        Assert.Equal(cases.Select(one => one.CaseId), ids.Order());
    }

    [Fact]
    public async Task A_page_behind_the_last_case_is_empty_and_tells_the_total()
    {
        var cases = await FillAsync();

        var page = await QueryAsync(new QueryWish([new WishedFilter("isClosed", "eq", true)], "id", Ascending: true, Top: 20, Skip: int.MaxValue));

        Assert.Empty(page.CaseIds);
        Assert.Equal(cases.Count(one => one.Satisfies("isClosed", "eq", JsonElement.Parse("true"))), page.Total);
    }

    [Fact]
    public async Task Nothing_of_another_hub_is_found_or_counted()
    {
        var cases = await FillAsync();
        var theirs = await ReadAsync(session => PlainCase.ReadAsync(session, QueryProgram.Of(QueryProgram.OtherHubId), Cases));
        Assert.NotEmpty(theirs);
        Assert.Equal(Cases, cases.Count + theirs.Count);

        foreach (var wish in Enumerable.Range(0, 30).Select(seed => QueryWishes.Any(new Random(seed)) with { Top = 100, Skip = 0 }))
        {
            var page = await QueryAsync(wish);
            Assert.True(page.Total <= cases.Count);
            Assert.Empty(page.CaseIds.Intersect(theirs.Select(one => one.CaseId)));
        }
    }

    [Fact]
    public async Task Spaces_at_the_end_of_a_text_count()
    {
        await WriteAsync(session => CaseWorker.Storage.Intake.IntakeStore.AddCasesAsync(session, [StorageRows.Case(1) with { Subject = "Printer " }, StorageRows.Case(2) with { Subject = "Printer" }]));

        Assert.Equal([1], (await QueryAsync(By("name", "eq", "Printer "))).CaseIds);
        Assert.Equal([2], (await QueryAsync(By("name", "in", new JsonArray("Printer")))).CaseIds);
        Assert.Equal([1], (await QueryAsync(By("name", "ne", "Printer"))).CaseIds);
        Assert.Equal([1], (await QueryAsync(By("name", "contains", "R "))).CaseIds);
    }

    private static QueryWish By(string property, string operation, JsonNode value) =>
        new([new WishedFilter(property, operation, value)], "id", Ascending: true, Top: 100, Skip: 0);

    private async Task<IReadOnlyList<PlainCase>> FillAsync()
    {
        await WriteAsync(session => new QueryRoom(new Random(42)).FillAsync(session, Cases));
        return await ReadAsync(session => PlainCase.ReadAsync(session, Program, Cases));
    }

    private async Task CompareAsync(IReadOnlyList<PlainCase> cases, QueryWish wish)
    {
        PlainCase[] found = [.. cases.Where(one => wish.Filters.All(filter => one.Satisfies(filter.Property, filter.Operator, filter.Json)))];
        var known = found.Where(one => one.PlaceBy(wish.OrderBy) is not null);
        var ordered = (wish.Ascending ? known.OrderBy(one => one.PlaceBy(wish.OrderBy)) : known.OrderByDescending(one => one.PlaceBy(wish.OrderBy))).ThenBy(one => one.CaseId);
        var expected = ordered.Concat(found.Where(one => one.PlaceBy(wish.OrderBy) is null).OrderBy(one => one.CaseId)).Skip(wish.Skip).Take(wish.Top).Select(one => one.CaseId);

        var page = await QueryAsync(wish);

        Assert.Equal((wish.ToString(), found.Length, string.Join(' ', expected)), (wish.ToString(), page.Total, string.Join(' ', page.CaseIds)));
    }

    private Task<CasePage> QueryAsync(QueryWish wish)
    {
        var properties = new QueryProperties(Program);
        CaseCondition[] conditions =
        [
            .. wish.Filters.Select(filter => FilterRule.Read(properties.Find(filter.Property)!, FilterOperators.Find(filter.Operator)!.Value, filter.Json).Condition!),
        ];
        var sort = SortRule.Read(properties.Find(wish.OrderBy)!, !wish.Ascending)!;
        return ReadAsync(session => CaseQueryStore.ReadAsync(session, new CaseQuery(StorageRows.HubId, conditions, sort, wish.Top, wish.Skip)));
    }
}

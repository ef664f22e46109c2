using System.Globalization;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.CasesApi.Http;

/// <summary>"Search for a Case" of the document, line by line.</summary>
public sealed class SearchCasesTests(SqliteFixture fixture) : StorageContract(fixture)
{
    [Fact]
    public async Task The_answer_is_an_array_of_the_objects_that_get_answers()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var json = await app.CreateAsync(("casetags", "5"));

        var found = await app.GetAsync("/api/v1/cases");

        Assert.Equal((200, $"[{json.GetRawText()}]"), (found.Status, found.Text));
        Assert.Equal(json.GetRawText(), (await app.GetAsync($"/api/v1/cases/{json.GetProperty("id").GetInt32()}/")).Text);
    }

    [Fact]
    public async Task Email_finds_by_openedby_by_imported_mails_and_all_cases_of_the_same_contact()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var opened = await app.CreateAsync(("openedby", "Zoe <Zoe@Example.org>"), ("contactid", "77"));
        var ofContact = await app.CreateAsync(("contactid", "77"));
        var mailed = await app.CreateAsync(("history", """[{"type":"email","to":"us@example.com","from":"zoe@example.org","subject":"a","body":"b"}]"""));
        var written = await app.CreateAsync(("history", """[{"type":"email","to":"zoe@example.org","from":"us@example.com","subject":"a","body":"b","repid":100}]"""));
        await app.CreateAsync(("contactid", "78"));

        Assert.Equal(IdsOf(opened, ofContact, mailed, written), await FindAsync(app, "email=ZOE@example.org&orderby=caseid"));
        Assert.Empty(await FindAsync(app, "email=us@example.com"));
    }

    [Theory]
    [InlineData("email=zoe%2Bwork@example.org")]
    [InlineData("email=zoe+work@example.org")]
    [InlineData("email=Zoe%20%3Czoe%2Bwork@example.org%3E")]
    public async Task Email_may_have_a_plus_encoded_or_not(string query)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        await app.CreateAsync(("openedby", "zoe@example.org"));
        var wanted = await app.CreateAsync(("openedby", "zoe+work@example.org"));

        Assert.Equal(IdsOf(wanted), await FindAsync(app, query));
    }

    [Theory]
    [InlineData("contactid", "77")]
    [InlineData("companyid", "88")]
    [InlineData("repid", "100")]
    [InlineData("depid", "20")]
    [InlineData("status", "open")]
    public async Task Contactid_companyid_repid_depid_and_status_narrow_the_search(string name, string value)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        await app.CreateAsync(("repid", "101"));
        var wanted = await app.CreateAsync(name == "repid" ? [(name, value)] : [(name, value), ("repid", "101")]);

        Assert.Equal(IdsOf(wanted), await FindAsync(app, $"{name}={value}"));
    }

    [Fact]
    public async Task Status_can_be_all_active_new_open_or_closed()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var (fresh, open, closed) = (await app.CreateAsync(), await app.CreateAsync(("status", "open")), await app.CreateAsync(("status", "closed")));

        Assert.Equal(IdsOf(fresh, open, closed), await FindAsync(app, "orderby=caseid"));
        Assert.Equal(IdsOf(fresh, open, closed), await FindAsync(app, "status=all&orderby=caseid"));
        Assert.Equal(IdsOf(fresh, open), await FindAsync(app, "status=active&orderby=caseid"));
        Assert.Equal(IdsOf(fresh), await FindAsync(app, "status=new"));
        Assert.Equal(IdsOf(closed), await FindAsync(app, "status=closed"));
        Assert.Equal(422, (await app.GetAsync("/api/v1/cases?status=waiting")).Status);
    }

    [Fact]
    public async Task Casetag_finds_the_cases_that_have_it()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        await app.CreateAsync(("casetags", "6"));
        var wanted = await app.CreateAsync(("casetags", "5,6"));

        Assert.Equal(IdsOf(wanted), await FindAsync(app, "casetag=5"));
        Assert.Empty(await FindAsync(app, "casetag=99"));
    }

    [Theory]
    [InlineData("2014-05-02", 2)]
    [InlineData("2014-05-02 23:00", 2)]
    [InlineData("""{"before":"2014-05-02"}""", 1)]
    [InlineData("""{"after":"2014-05-02"}""", 3, 4)]
    [InlineData("""{"after":"2014-05-02 00:00:01"}""", 3, 4)]
    [InlineData("""{"after:"2014-05-02"}""", 3, 4)]
    [InlineData("""{"after":"2014-05-01",before:"2014-05-03"}""", 2)]
    [InlineData("""{"after":"2014-05-01","before":"2014-05-03"}""", 2)]
    [InlineData("""{ before : "2014-05-02" }""", 1)]
    [InlineData("""{"after":1398988800}""", 3, 4)]
    public async Task A_date_filter_is_a_day_or_before_after_or_between_also_as_the_document_misspells_it(string filter, params int[] places)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var cases = new List<int>();
        foreach (var date in new[] { "2014-04-30 12:00", "2014-05-02 00:00:00", "2014-05-03", "2015-01-01" })
            cases.Add((await app.CreateAsync(("date_opened", date))).GetProperty("id").GetInt32());

        Assert.Equal(places.Select(place => cases[place - 1]), await FindAsync(app, $"orderby=caseid&date_opened={Uri.EscapeDataString(filter)}"));
        Assert.Equal(places.Select(place => cases[place - 1]), await FindAsync(app, $"orderby=caseid&date_updated={Uri.EscapeDataString(filter)}"));
    }

    [Fact]
    public async Task An_offset_whose_plus_was_not_encoded_is_understood()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var wanted = await app.CreateAsync(("date_opened", "2014-05-01 23:30"));

        Assert.Equal(IdsOf(wanted), await FindAsync(app, "date_opened=2014-05-02T01:30:00+02:00"));
        Assert.Equal(IdsOf(wanted), await FindAsync(app, "date_opened[after]=2014-05-02T01:00:00+02:00&date_opened[before]=2014-05-02T02:00:00+02:00"));
        Assert.Equal(IdsOf(wanted), await FindAsync(app, "date_opened={%22after%22:%222014-05-02T01:00:00+02:00%22,%22before%22:%222014-05-02T02:00:00+02:00%22}"));
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2014-13-01")]
    [InlineData("{}")]
    [InlineData("""{"on":"2014-05-02"}""")]
    [InlineData("""{"before":"soon"}""")]
    [InlineData("9999-12-31")]
    [InlineData("""{"after":"9999-12-31T23:59:59.9999999Z"}""")]
    public async Task A_date_filter_that_is_none_is_refused(string filter)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.GetAsync($"/api/v1/cases?date_closed={Uri.EscapeDataString(filter)}");

        Assert.Equal((422, "date_closed must be a date, or an object with before, after or both."), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Every_date_of_the_document_can_be_searched_for()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        await app.CreateAsync();
        var wanted = await app.CreateAsync(
            ("status", "closed"), ("repid", "100"), ("date_opened", "2014-02-01"), ("date_assigned", "2014-02-02"), ("date_updated", "2014-02-04"),
            ("history", """[{"type":"call","title":"a","note":"b","date_added":"2014-02-03"}]"""));

        foreach (var filter in new[] { "date_opened=2014-02-01", "date_assigned=2014-02-02", "date_firstresponse=2014-02-03", "date_updated=2014-02-04", "date_closed=2014-02-04", "date_opened[before]=2014-02-02" })
            Assert.Equal(IdsOf(wanted), await FindAsync(app, filter));
    }

    [Fact]
    public async Task Limit_is_150_unless_said_and_never_more_than_1000()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var rows = Enumerable.Range(1, 1010).Select(StorageRows.Case).ToList();
        await WriteAsync(session => IntakeStore.AddCasesAsync(session, rows));

        Assert.Equal(150, (await FindAsync(app, "")).Count);
        Assert.Equal(3, (await FindAsync(app, "limit=3")).Count);
        Assert.Equal(1000, (await FindAsync(app, "limit=5000")).Count);
        Assert.Equal(1000, (await FindAsync(app, "limit=99999999999999999999")).Count);
        Assert.Empty(await FindAsync(app, "offset=1010"));
        Assert.Empty(await FindAsync(app, "offset=99999999999999999999"));
        Assert.Equal([1009, 1010], await FindAsync(app, "orderby=caseid&offset=1008"));
        Assert.Equal((422, 422), ((await app.GetAsync("/api/v1/cases?limit=0")).Status, (await app.GetAsync("/api/v1/cases?offset=-1")).Status));
    }

    [Theory]
    [InlineData("", "3,2,1")]
    [InlineData("date_updated", "3,2,1")]
    [InlineData("date_updated asc", "1,2,3")]
    [InlineData("caseid", "1,2,3")]
    [InlineData("caseid desc", "3,2,1")]
    [InlineData("contactid", "3,1,2")]
    [InlineData("contactid desc", "1,3,2")]
    [InlineData("date_opened", "2,1,3")]
    [InlineData("date_opened asc", "3,1,2")]
    [InlineData("date_assigned", "1,3,2")]
    [InlineData("date_resolved", "2,1,3")]
    [InlineData("date_closed asc", "2,1,3")]
    [InlineData("date_firstresponse", "3,1,2")]
    [InlineData("date_lastresponse asc", "3,1,2")]
    [InlineData("status", "1,3,2")]
    [InlineData("STATUS DESC", "2,3,1")]
    public async Task Orderby_sorts_dates_latest_first_all_else_ascending_and_what_has_none_last(string order, string places)
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        int[] ids =
        [
            (await app.CreateAsync(("contactid", "9"), ("repid", "100"), ("date_opened", "2014-01-02"), ("date_assigned", "2014-03-03"), ("date_updated", "2014-02-01"))).GetProperty("id").GetInt32(),
            (await app.CreateAsync(("status", "closed"), ("date_opened", "2014-01-03"), ("date_updated", "2014-02-02"))).GetProperty("id").GetInt32(),
            (await app.CreateAsync(("contactid", "8"), ("status", "open"), ("repid", "100"), ("date_opened", "2014-01-01"), ("date_assigned", "2014-03-01"), ("date_updated", "2014-02-03"), ("history", """[{"type":"call","title":"a","note":"b","date_added":"2014-02-03"}]"""))).GetProperty("id").GetInt32(),
        ];

        var found = await FindAsync(app, order.Length == 0 ? "" : $"orderby={Uri.EscapeDataString(order)}");

        Assert.Equal(places, string.Join(',', found.Select(id => Array.IndexOf(ids, id) + 1)));
    }

    [Theory]
    [InlineData("summary")]
    [InlineData("caseid up")]
    [InlineData("caseid,contactid")]
    public async Task An_orderby_that_is_none_is_refused(string order)
    {
        await using var app = await CasesApiApp.StartAsync(Database);

        var answer = await app.GetAsync($"/api/v1/cases?orderby={order}");

        Assert.Equal(422, answer.Status);
        Assert.StartsWith("orderby must be", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_of_other_hubs_are_not_found()
    {
        await using var app = await CasesApiApp.StartAsync(Database);
        var mine = await app.CreateAsync(("openedby", "zoe@example.org"), ("contactid", "77"));
        var theirs = await app.PostAsync("/api/v1/cases", CasesApiApp.Form(CasesApiApp.NewCase(("depid", "30"), ("openedby", "zoe@example.org"), ("contactid", "77"))), CasesApiApp.Other);

        Assert.Equal(200, theirs.Status);
        foreach (var query in new[] { "", "email=zoe@example.org", "contactid=77", "status=new" })
            Assert.Equal(IdsOf(mine), await FindAsync(app, query));

        Assert.Equal(404, (await app.GetAsync($"/api/v1/cases/{theirs.Json.GetProperty("id").GetInt32()}")).Status);
    }

    private static async Task<IReadOnlyList<int>> FindAsync(CasesApiApp app, string query)
    {
        var answer = await app.GetAsync("/api/v1/cases?" + query);
        Assert.Equal((200, ""), (answer.Status, answer.Error));
        return [.. answer.Ids];
    }

    private static IEnumerable<int> IdsOf(params System.Text.Json.JsonElement[] cases) => cases.Select(json => json.GetProperty("id").GetInt32());
}

using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Tests.CasesApi.Http;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.HelpCenter.Http;

/// <summary>"HelpCenter Case Search": defaults, order, and what is told beyond the list. What is found is <see cref="TextSearch.TextSearchContract"/>'s.</summary>
public sealed class CaseSearchTests(SqliteFixture fixture) : StorageContract(fixture)
{
    private const string Search = HelpCenterApp.Search;

    [Fact]
    public async Task Limit_is_ten_unless_told_otherwise_and_total_counts_all_matches()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        for (var caseId = 1; caseId <= 12; caseId++)
            await app.StoreAsync(caseId, """{"ServiceId":1,"Subject":"Printer"}""");

        var page = await app.ReadAsync(Search + "&searchFilter=print");

        Assert.Equal((0, 10, 12, 10), (page.GetProperty("offset").GetInt32(), page.GetProperty("limit").GetInt32(), page.GetProperty("total").GetInt32(), page.GetProperty("cases").GetArrayLength()));
        Assert.Equal("11 12", await app.NumbersAsync(Search + "&searchFilter=print&offset=10"));
        Assert.Equal("12 11", await app.NumbersAsync(Search + "&searchFilter=print&sortOrder=desc&limit=2"));
        Assert.Equal("1 2", await app.NumbersAsync(Search + "&searchFilter=print&sortOrder=asc&limit=2"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&searchFilter=")]
    [InlineData("&searchFilter=%20")]
    public async Task Without_a_text_all_cases_are_found(string parameters)
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1);
        await app.StoreAsync(2);
        await app.StoreAsync(3, """{"ServiceId":21}""");

        Assert.Equal("1 2", await app.NumbersAsync(Search + parameters));
        Assert.Equal("2 1", await app.NumbersAsync(Search + parameters + "&sortOrder=desc"));
        Assert.Equal(2, (await app.ReadAsync(Search + parameters)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_case_that_is_found_tells_createdAt_latestMessageId_and_helpCenterId_too()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.StoreAsync(1, """{"ServiceId":1,"Notes":"Help"}""");
        await app.StoreAsync(2, """{"ServiceId":1}""");
        await app.Rig.Desk.RunAsync(new CaseTarget(1, 1, new Actor("web")), new CaseCommand.AddNote("note", null, "A comment is no mail"), Cancellation);

        var found = (await app.ReadAsync(Search)).GetProperty("cases");

        Assert.Equal(
            ("2026-11-22T12:00:00.000Z", "1-0", HelpCenterApp.Id),
            (found[0].GetProperty("createdAt").GetString(), found[0].GetProperty("latestMessageId").GetString(), found[0].GetProperty("helpCenterId").GetString()));
        Assert.False(found[1].TryGetProperty("latestMessageId", out _));
        Assert.Equal(
            (await app.ShowAsync(2)).EnumerateObject().Select(member => member.Name).Append("createdAt").Append("helpCenterId"),
            found[1].EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task An_address_of_an_e_mail_finds_its_case_as_the_other_apis_do()
    {
        await using var app = await HelpCenterApp.StartAsync(Database);
        await app.SendAsync(HttpMethod.Post, "/api/v1/cases", CasesApiApp.Form(CasesApiApp.NewCase(("openedby", "mikkel@test.dk"))));

        var found = (await app.ReadAsync(Search + "&searchFilter=mikkel@test.dk")).GetProperty("cases");

        Assert.Equal("mikkel@test.dk", found[0].GetProperty("emailAddress").GetString());
        Assert.Equal([found[0].GetProperty("caseNumber").GetInt32()], (await app.GetAsync("/api/v1/cases?email=mikkel@test.dk")).Ids);
    }
}

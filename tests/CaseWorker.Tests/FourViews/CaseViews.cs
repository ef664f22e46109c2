using System.Globalization;
using System.Text.Json;
using CaseWorker.Tests.HelpCenter.Http;
using Xunit;

namespace CaseWorker.Tests.FourViews;

/// <summary>One case as each API shows it at the same moment, and what else is known of it.</summary>
/// <param name="Own">GET /api/cases/{id}.</param>
/// <param name="CasesApi">GET /api/v1/cases/{id}.</param>
/// <param name="Program">GET /v1/actionmanagement/hubs/1/cases/{id}.</param>
/// <param name="HelpCenter">The case in GET /helpcenter/case.</param>
/// <param name="Events">The names of its events so far.</param>
/// <param name="Notes">The texts of its notes, the program's own included, in the order of writing.</param>
/// <param name="Comments">The same as GET /v1/actionmanagement/hubs/1/cases/{id}/notes tells them, with their titles.</param>
internal sealed record CaseViews(JsonElement Own, JsonElement CasesApi, JsonElement Program, JsonElement HelpCenter, IReadOnlyList<string> Events, IReadOnlyList<string> Notes, IReadOnlyList<string> Comments)
{
    public static async Task<CaseViews> SeeAsync(HelpCenterApp app, int caseId)
    {
        var notes = (await app.GetAsync($"/api/cases/{caseId}/notes")).Json.GetProperty("items").EnumerateArray();
        var comments = (await app.GetAsync($"/v1/actionmanagement/hubs/1/cases/{caseId}/notes")).Json.GetProperty("items").EnumerateArray();
        return new CaseViews(
            (await app.GetAsync($"/api/cases/{caseId}")).Json,
            (await app.GetAsync($"/api/v1/cases/{caseId}")).Json,
            (await app.GetAsync($"/v1/actionmanagement/hubs/1/cases/{caseId}")).Json,
            await app.ShowAsync(caseId),
            await app.Rig.QueryAsync<string>("SELECT EventName FROM Outbox WHERE CaseId = @caseId ORDER BY OutboxId", new { caseId }),
            [.. notes.Select(note => note.GetProperty("text").GetString()!)],
            [.. comments.Select(note => note.GetProperty("comments").GetString()!)]);
    }

    /// <summary>The status in the words of each API.</summary>
    public string Statuses =>
        $"{Own.GetProperty("status")} {CasesApi.GetProperty("status")} {Program.GetProperty("listValues")[0].GetProperty("name")} {HelpCenter.GetProperty("state")}";

    /// <summary>The moment of the last change, which must be the same wherever it is told.</summary>
    public DateTimeOffset UpdatedAt
    {
        get
        {
            var (own, legacy) = (Own.GetProperty("updatedAt").GetDateTimeOffset(), CasesApi.GetProperty("date_updated").GetString());
            var told = DateTimeOffset.ParseExact(legacy!, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            Assert.Equal((own, own), (told, Program.GetProperty("dateModified").GetDateTimeOffset()));
            return own;
        }
    }

    /// <summary>Type, sender and text of each message.</summary>
    public IEnumerable<string> Messages => HelpCenter.GetProperty("messages").EnumerateArray()
        .Select(message => $"{message.GetProperty("type")} {message.GetProperty("sentBy")}: {message.GetProperty("content")}");
}

using System.Text;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Explaining;
using Xunit;
using static CaseWorker.Tests.DueDates.DueCalendars;

namespace CaseWorker.Tests.DueDates;

public sealed class DueWishReaderTests
{
    private static readonly DateTimeOffset Now = At("2026-06-03T12:00Z");

    private static readonly Catalog Catalog = new(
        1, [], [], [], [new CalendarDefinition(1, "office", """{"zone":"UTC","week":{"mon":["09:00-17:00"]}}"""), new CalendarDefinition(1, "empty", "{}"), new CalendarDefinition(2, "theirs", """{"week":{"mon":["09:00-17:00"]}}""")]);

    [Fact]
    public void A_policy_that_is_only_asked_about_is_read_as_the_catalogue_reads_it()
    {
        var (policy, errors) = Read("""{ "dueAfter": "PT8H", "calendar": "office" }""");
        Assert.Empty(errors);
        Assert.Equal("""{"dueAfter":"PT8H","calendar":"office"}""", policy!.Json);
        Assert.Equal(At("2026-06-08T17:00Z"), policy.Calendar.Add(Now, policy.DueAfter));
    }

    [Theory]
    [InlineData("", "The due policy must be JSON, is not")]
    [InlineData("[]", "$ must be an object, is [].")]
    [InlineData("{ }", "dueAfter must be given, is missing.")]
    [InlineData("""{ "dueAfter": "P1W" }""", "dueAfter must be an ISO 8601 duration")]
    [InlineData("""{ "dueAfter": "PT1H", "x": 1 }""", "x must not be given, is unknown here.")]
    [InlineData("""{ "dueAfter": "PT1H", "calendar": "theirs" }""", "calendar must be a calendar of hub 1, or null, is theirs.")]
    [InlineData("""{ "dueAfter": "PT1H", "calendar": "empty" }""", "calendar must hold the policy's time, does not: Calendar empty has no working time.")]
    public void A_policy_that_could_not_be_applied_is_refused(string body, string message)
    {
        var (policy, errors) = Read(body);
        Assert.Null(policy);
        Assert.StartsWith(message, errors[0].Message, StringComparison.Ordinal);
    }

    private static (DuePolicy? Policy, IReadOnlyList<CatalogError> Errors) Read(string body) =>
        DueWishReader.Read(Encoding.UTF8.GetBytes(body), Catalog, 1, Now);
}

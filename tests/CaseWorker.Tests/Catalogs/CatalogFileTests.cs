using CaseWorker.Processing.Catalogs.Files;
using Xunit;

namespace CaseWorker.Tests.Catalogs;

/// <summary>What a file says wrong is refused with the member, what it must be, and what it is.</summary>
public sealed class CatalogFileTests
{
    [Theory]
    [InlineData("""{ "hub": [] }""", "hub must not be given, is unknown here. Known: prune, hubs.")]
    [InlineData("""[]""", "$ must be an object, is [].")]
    [InlineData("""{ "prune": "yes" }""", "prune must be true or false, is \"yes\".")]
    [InlineData("""{ "hubs": {} }""", "hubs must be an array, is {}.")]
    [InlineData("""{ "hubs": null }""", "hubs must be an array, is null.")]
    [InlineData("""{ "hubs": [ 5 ] }""", "hubs[0] must be an object, is 5.")]
    [InlineData("""{ "hubs": [], "hubs": [] }""", "hubs must be given once, is given again.")]
    [InlineData("""{ "hubs": [ { "id": 1, "name": "a" }, { "id": 1, "name": "b" } ] }""", "hubs[1].id must be unique among the hubs of the installation, is 1 again.")]
    [InlineData("""{ "hubs": [ { "name": "a" } ] }""", "hubs[0].id must be given, is missing.")]
    [InlineData("""{ "hubs": [ { "id": 1 } ] }""", "hubs[0].name must be given, is missing.")]
    public void The_outline_of_a_file_is_held(string json, string message) => Assert.Equal([message], Errors(json));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2147483648")]
    [InlineData("1.5")]
    [InlineData("\"1\"")]
    [InlineData("null")]
    public void An_id_is_a_whole_number_from_1_to_2147483647(string id)
    {
        var errors = ErrorsOfMain($$""" "departments": [ { "id": {{id}}, "name": "a" } ] """);
        Assert.Equal([$"hubs[0].departments[0].id must be a whole number from 1 to 2147483647, is {id}."], errors);
    }

    [Theory]
    [InlineData(""" "helpCenterId": "1234" """, "hubs[0].helpCenterId must be 24 hex digits, or null, is \"1234\".")]
    [InlineData(""" "helpCenterId": "1234567890abcdef1234567g" """, "hubs[0].helpCenterId must be 24 hex digits, or null, is \"1234567890abcdef1234567g\".")]
    [InlineData(""" "endUserListId": 0 """, "hubs[0].endUserListId must be a whole number from 1 to 2147483647, or null, is 0.")]
    [InlineData(""" "colour": "red" """, "hubs[0].colour must not be given, is unknown here. Known: id, name, helpCenterId, endUserListId, departments, reps, services, calendars, lists, roles, tags, workflows, triggers, dataFields, webhooks, keys.")]
    public void A_hub_is_checked(string members, string message) => Assert.Equal([message], ErrorsOfMain(members));

    [Theory]
    [InlineData(""" "name": "" """, "name must be a text of 1 to 200 characters without control characters, is \"\".")]
    [InlineData(""" "name": "  " """, "name must be a text of 1 to 200 characters without control characters, is \"  \".")]
    [InlineData(""" "name": null """, "name must be a text of 1 to 200 characters without control characters, is null.")]
    [InlineData(""" "name": "a\u0000b" """, "name must be a text of 1 to 200 characters without control characters, is \"a\\u0000b\".")]
    [InlineData(""" "name": "\ud800" """, "name must be a text of 1 to 200 characters without control characters, is \"\\ud800\".")]
    [InlineData(""" "name": "a", "assignment": "lottery" """, "assignment must be one of random, round-robin, least-open, is \"lottery\".")]
    [InlineData(""" "name": "a", "releaseOnAbsence": 1 """, "releaseOnAbsence must be true or false, is 1.")]
    [InlineData(""" "name": "a", "intakeService": "1" """, "intakeService must be a whole number from 1 to 2147483647, or null, is \"1\".")]
    [InlineData(""" "name": "a", "Name": "b" """, "Name must not be given, is unknown here. Known: id, name, assignment, releaseOnAbsence, intakeService.")]
    public void A_department_is_checked(string members, string message) =>
        Assert.Equal([$"hubs[0].departments[0].{message}"], ErrorsOfMain($$""" "departments": [ { "id": 10, {{members}} } ] """));

    [Theory]
    [InlineData(""" "active": "true" """, "active must be true or false, is \"true\".")]
    [InlineData(""" "maxOpenCases": -1 """, "maxOpenCases must be a whole number from 0 to 2147483647, or null, is -1.")]
    [InlineData(""" "departments": 10 """, "departments must be an array, is 10.")]
    [InlineData(""" "departments": ["10"] """, "departments[0] must be a whole number from 1 to 2147483647, is \"10\".")]
    [InlineData(""" "departments": [10, 10] """, "departments[1] must be given once, is 10 again.")]
    [InlineData(""" "outOfOffice": [ { } ] """, "outOfOffice[0].from must be given, is missing.")]
    [InlineData(""" "outOfOffice": [ { "from": "2026-12-24T00:00:00" } ] """, "outOfOffice[0].from must be an ISO 8601 instant with Z or an offset, or null, is \"2026-12-24T00:00:00\".|outOfOffice[0].from must be given, is missing.")]
    [InlineData(""" "outOfOffice": [ { "from": "2026-12-24T00:00:00Z", "to": "2026-12-24T00:00:00Z" } ] """, "outOfOffice[0].to must be after from, or null for until further notice, is 2026-12-24T00:00:00.0000000+00:00.")]
    [InlineData(""" "outOfOffice": [ { "from": "2026-12-24T00:00:00Z" }, { "from": "2026-12-24T01:00:00+01:00" } ] """, "outOfOffice[1].from must be another instant than that of the other absences, is 2026-12-24T00:00:00.0000000+00:00.")]
    [InlineData(""" "outOfOffice": [ { "from": "2026-12-24T00:00:00Z", "until": null } ] """, "outOfOffice[0].until must not be given, is unknown here. Known: from, to.")]
    public void A_rep_is_checked(string members, string messages) =>
        Assert.Equal(messages.Split('|').Select(message => $"hubs[0].reps[0].{message}"), ErrorsOfMain($$""" "reps": [ { "id": 100, "userName": "ann", {{members}} } ] """));

    [Theory]
    [InlineData(""" "departmentId": null """, "departmentId must be a whole number from 1 to 2147483647, is null.")]
    [InlineData(""" "headOfLine": "skip" """, "headOfLine must be one of park, block, is \"skip\".")]
    [InlineData(""" "cost": 1.00001 """, "cost must be a number with at most 4 decimal places and at most 99999999999.9999 either way, or null, is 1.00001.")]
    [InlineData(""" "cost": 100000000000 """, "cost must be a number with at most 4 decimal places and at most 99999999999.9999 either way, or null, is 100000000000.")]
    [InlineData(""" "due": "PT4H" """, "due must be an object, is \"PT4H\".")]
    [InlineData(""" "due": { } """, "due.dueAfter must be given, is missing.")]
    [InlineData(""" "due": { "dueAfter": null, "preOverdueBefore": "PT1H" } """, "due.dueAfter must be given, is null.")]
    [InlineData(""" "due": { "dueAfter": "PT4H", "after": "PT1H" } """, "due.after must not be given, is unknown here. Known: dueAfter, preOverdueBefore, postOverdueAfter, pauseWhileOpen, calendar.")]
    public void A_service_is_checked(string members, string messages) =>
        Assert.Equal(messages.Split('|').Select(message => $"hubs[0].services[0].{message}"), ErrorsOfMain($$""" "services": [ { "id": 1, "name": "a", {{members}} } ] """));

    [Theory]
    [InlineData("P1W")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("PT0S")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("-PT1H")]
    [InlineData("4H")]
    [InlineData("PT1.5H")]
    [InlineData("PT1H\\n")]
    [InlineData("P3650DT1S")]
    [InlineData("04:00:00")]
    public void A_duration_that_is_none_here_is_refused(string duration)
    {
        var error = Assert.Single(ErrorsOfMain($$""" "services": [ { "id": 1, "name": "a", "due": { "dueAfter": "{{duration}}" } } ] """).Take(1));
        Assert.StartsWith("hubs[0].services[0].due.dueAfter must be a", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P1D", 86_400)]
    [InlineData("PT4H", 14_400)]
    [InlineData("P1DT2H30M0.5S", 95_400.5)]
    [InlineData("P3650D", 315_360_000)]
    [InlineData("PT90M", 5_400)]
    public void Days_hours_minutes_and_seconds_are_understood_and_a_day_is_24_hours(string text, double seconds)
    {
        Assert.True(DurationRule.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(""" "zone": "Mars/Olympus" """, "zone must be an IANA time zone, like Europe/Copenhagen, is \"Mars/Olympus\".")]
    [InlineData(""" "week": { } """, "week must hold at least one segment, is without any.")]
    [InlineData(""" "week": { "mon": ["08:00-12:00", "11:59-13:00"] } """, "week.mon must hold segments that do not overlap, is \"08:00-12:00\" and \"11:59-13:00\".")]
    [InlineData(""" "week": { "mon": ["08:00-12:00", "12:00-08:00"] } """, "week.mon[1] must be a segment HH:mm-HH:mm whose end is after its start, is \"12:00-08:00\".")]
    [InlineData(""" "week": { "mon": ["08:00-12:00", "8-12"] } """, "week.mon[1] must be a segment HH:mm-HH:mm whose end is after its start, is \"8-12\".")]
    [InlineData(""" "week": { "mon": ["08:00-12:00", "12:00-24:01"] } """, "week.mon[1] must be a segment HH:mm-HH:mm whose end is after its start, is \"12:00-24:01\".")]
    [InlineData(""" "week": { "monday": [], "tue": ["08:00-12:00"] } """, "week.monday must not be given, is unknown here. Known: mon, tue, wed, thu, fri, sat, sun.")]
    [InlineData(""" "holidays": ["2026-02-30"] """, "holidays[0] must be a date, yyyy-MM-dd, is \"2026-02-30\".")]
    [InlineData(""" "holidays": ["2026-02-03", "2026-02-03"] """, "holidays[1] must be given once, is \"2026-02-03\" again.")]
    public void A_calendar_is_checked(string members, string message) =>
        Assert.Equal([$"hubs[0].calendars[0].{message}"], ErrorsOfMain($$""" "calendars": [ { "id": "office", {{members}} } ] """));

    [Theory]
    [InlineData(""" "calendars": [ { "id": "office" }, { "id": "Office" } ] """, "calendars[1].id must be unique among the calendars of its hub, is Office again.")]
    [InlineData(""" "tags": [ { "id": 1, "name": "a" }, { "id": 1, "name": "b" } ] """, "tags[1].id must be unique among the tags of its hub, is 1 again.")]
    [InlineData(""" "tags": [ { "id": 1 } ] """, "tags[0].name must be given, is missing.")]
    [InlineData(""" "roles": [ { "id": 1, "name": "a", "assignee": "me" } ] """, "roles[0].assignee must be true or false, is \"me\".")]
    [InlineData(""" "workflows": [ { "id": 1, "name": "a", "extRef": 5 } ] """, "workflows[0].extRef must be a text of 1 to 200 characters without control characters, or null, is 5.")]
    [InlineData(""" "triggers": [ { "id": 1, "name": "a", "cost": 5 } ] """, "triggers[0].cost must not be given, is unknown here. Known: id, name, extRef.")]
    [InlineData(""" "dataFields": [ { "id": 1, "name": "a", "questionName": "" } ] """, "dataFields[0].questionName must be a text of 1 to 200 characters without control characters, or null, is \"\".")]
    [InlineData(""" "lists": [ { "id": 1, "name": "a", "items": [ { "id": 2, "name": "b", "caseStatus": "done" } ] } ] """, "lists[0].items[0].caseStatus must be one of new, open, closed, is \"done\".")]
    [InlineData(""" "lists": [ { "id": 1, "name": "a", "items": [ { "id": 2, "name": "b", "subCategories": [ { "id": 2, "name": "c" } ] } ] } ] """, "lists[0].items[0].subCategories[0].id must be unique in its list, is 2 again.")]
    [InlineData(""" "webhooks": [ { "id": 1 } ] """, "webhooks[0].url must be given, is missing.")]
    [InlineData(""" "webhooks": [ { "id": 1, "url": "ftp://a/b" } ] """, "webhooks[0].url must be an absolute http or https address, is \"ftp://a/b\".")]
    [InlineData(""" "webhooks": [ { "id": 1, "url": "http://a/b", "events": ["CaseFlown"] } ] """, "webhooks[0].events[0] must be one of CaseCreated, CaseAssigned, CaseUnassigned, CaseUpdated, CaseNoteAdded, CaseClosed, CaseReopened, CaseDeleted, CasePreOverdue, CaseOverdue, CasePostOverdue, CaseParked, is \"CaseFlown\".")]
    [InlineData(""" "webhooks": [ { "id": 1, "url": "http://a/b", "secret": "a\nb" } ] """, "webhooks[0].secret must be a text of 1 to 200 characters without control characters, or null, is not so.")]
    public void The_other_parts_are_checked(string members, string message) => Assert.Equal([$"hubs[0].{message}"], ErrorsOfMain(members));

    [Theory]
    [InlineData(""" "key": "0123456789abcdef0123456", "scopes": ["admin"] """, "key must be 24 to 200 printable ASCII characters, not beginning or ending with a space, is 23 long.")]
    [InlineData(""" "key": "0123456789 åbcdef 0123456789", "scopes": ["admin"] """, "key must be 24 to 200 printable ASCII characters, not beginning or ending with a space, is 28 long with others.")]
    [InlineData(""" "key": " 0123456789abcdef01234567", "scopes": ["admin"] """, "key must be 24 to 200 printable ASCII characters, not beginning or ending with a space, is 25 long with others.")]
    [InlineData(""" "scopes": ["admin"] """, "key must be given, is missing.")]
    [InlineData(""" "key": "0123456789abcdef01234567" """, "scopes must hold at least one of cases:enqueue, cases:read, cases:write, admin, operator, is missing.")]
    [InlineData(""" "key": "0123456789abcdef01234567", "scopes": [] """, "scopes must hold at least one of cases:enqueue, cases:read, cases:write, admin, operator, is without any.")]
    [InlineData(""" "key": "0123456789abcdef01234567", "scopes": ["admin", "root"] """, "scopes[1] must be one of cases:enqueue, cases:read, cases:write, admin, operator, is \"root\".")]
    [InlineData(""" "key": "0123456789abcdef01234567", "scopes": ["admin"], "accessLevel": "BOSS" """, "accessLevel must be one of RESELLER, RESELLER_ADMIN, ADMIN, or null, is \"BOSS\".")]
    public void A_key_is_checked_and_never_shown(string members, string message) =>
        Assert.Equal([$"hubs[0].keys[0].{message}"], ErrorsOfMain($$""" "keys": [ { "name": "web", {{members}} } ] """));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("not json")]
    public void What_is_not_JSON_is_refused_in_one_message(string text) =>
        Assert.StartsWith("The file must be JSON, is not: ", Assert.Single(Errors(text)), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] file = [.. """{ "hubs": [ { "id": 1, "name": "a"""u8, 0xFF, .. "\" } ] }"u8];
        Assert.NotEmpty(CatalogFile.Read(file).Errors);
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake() => Assert.Empty(CatalogFile.Read((byte[])[0xEF, 0xBB, 0xBF, .. "{}"u8]).Errors);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var errors = ErrorsOfMain(
            """
            "x": 1, "departments": [ { "id": 0, "name": "" } ], "reps": [ { "id": 100 } ], "services": [ { "id": 1, "name": "a", "due": { "dueAfter": "P1W" } } ], "tags": [ { "id": 1, "name": 5 } ]
            """);
        Assert.Equal(6, errors.Count);
    }

    private static List<string> ErrorsOfMain(string members) => Errors($$"""{ "hubs": [ { "id": 1, "name": "Main", {{members}} } ] }""");

    private static List<string> Errors(string json) => [.. CatalogRoom.File(json).Errors.Select(error => error.Message)];
}

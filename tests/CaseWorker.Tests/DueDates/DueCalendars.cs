using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.DueDates.Calendars;

namespace CaseWorker.Tests.DueDates;

/// <summary>The calendars of the tables by name.</summary>
internal static class DueCalendars
{
    private static readonly Dictionary<string, WorkingCalendar> Known = new()
    {
        ["elapsed"] = WorkingCalendar.Elapsed,
        ["utc 9-5"] = Weekdays("UTC", "09:00-17:00"),
        ["utc all"] = Daily("UTC", "", "00:00-24:00"),
        ["utc all but 1 May"] = Daily("UTC", "2026-05-01", "00:00-24:00"),
        ["utc 9-5 but 29 Feb"] = Weekdays("UTC", "09:00-17:00", "2028-02-29"),
        ["utc monday"] = Read("""{ "zone": "UTC", "week": { "mon": ["09:00-10:00"] } }"""),
        ["utc three"] = Daily("UTC", "", "06:00-08:00", "10:00-12:00", "22:00-24:00"),
        ["cph office"] = Read(
            """
            { "zone": "Europe/Copenhagen", "holidays": ["2026-04-02", "2026-04-03", "2026-04-06", "2026-12-24", "2026-12-25", "2027-01-01"],
              "week": { "mon": ["08:00-12:00", "13:00-17:00"], "tue": ["08:00-12:00", "13:00-17:00"], "wed": ["08:00-12:00", "13:00-17:00"],
                        "thu": ["08:00-12:00", "13:00-17:00"], "fri": ["13:00-16:00", "08:00-12:00"] } }
            """),
        ["cph all"] = Daily("Europe/Copenhagen", "", "00:00-24:00"),
        ["cph 0-8"] = Daily("Europe/Copenhagen", "", "00:00-08:00"),
        ["cph 2-3"] = Daily("Europe/Copenhagen", "", "02:00-03:00"),
        ["cph 2:30-6"] = Daily("Europe/Copenhagen", "", "02:30-06:00"),
        ["cph 0-2:30"] = Daily("Europe/Copenhagen", "", "00:00-02:30"),
        ["ny office"] = Weekdays("America/New_York", "09:00-17:00", "2026-07-03", "2026-11-26"),
        ["ny all"] = Daily("America/New_York", "", "00:00-24:00"),
        ["ny 0-8"] = Daily("America/New_York", "", "00:00-08:00"),
        ["ny 0-1"] = Daily("America/New_York", "", "00:00-01:00"),
        ["ny 0-1:30"] = Daily("America/New_York", "", "00:00-01:30"),
        ["ny 1:30-5"] = Daily("America/New_York", "", "01:30-05:00"),
        ["ny 0-1:30-5"] = Daily("America/New_York", "", "00:00-01:30", "01:30-05:00"),
        ["lord all"] = Daily("Australia/Lord_Howe", "", "00:00-24:00"),
        ["lord 0-6"] = Daily("Australia/Lord_Howe", "", "00:00-06:00"),
        ["lord 2-3"] = Daily("Australia/Lord_Howe", "", "02:00-03:00"),
        ["lord 1:30-2"] = Daily("Australia/Lord_Howe", "", "01:30-02:00"),
        ["kolkata"] = Read(
            """
            { "zone": "Asia/Kolkata", "week": { "mon": ["10:00-18:00"], "tue": ["10:00-18:00"], "wed": ["10:00-18:00"],
              "thu": ["10:00-18:00"], "fri": ["10:00-18:00"], "sat": ["10:00-18:00"] } }
            """),
        ["apia all"] = Daily("Pacific/Apia", "", "00:00-24:00"),
        ["apia office"] = Read(
            """
            { "zone": "Pacific/Apia", "week": { "mon": ["09:00-17:00"], "tue": ["09:00-17:00"], "wed": ["09:00-17:00"],
              "thu": ["09:00-17:00"], "fri": ["09:00-17:00"], "sat": ["09:00-17:00"] } }
            """),
        ["havana saturday"] = Read("""{ "zone": "America/Havana", "week": { "sat": ["00:00-24:00"] } }"""),
    };

    public static WorkingCalendar Of(string name) => Known[name];

    /// <summary>An instant as the tables write it: local time with its offset from UTC.</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    public static DateTimeOffset? AtOrNone(string? text) => text is null ? null : At(text);

    /// <summary>A duration as a policy writes it.</summary>
    public static TimeSpan Time(string text) =>
        DurationRule.TryParse(text, out var duration) ? duration : throw new FormatException($"{text} is no duration.");

    public static WorkingCalendar Read(string json) => CalendarReader.Read("test", JsonNode.Parse(json)!.AsObject());

    private static WorkingCalendar Weekdays(string zone, string segment, params string[] holidays) => Build(zone, CalendarRule.Days.Take(5), holidays, segment);

    private static WorkingCalendar Daily(string zone, string holiday, params string[] segments) =>
        Build(zone, CalendarRule.Days, holiday.Length == 0 ? [] : [holiday], segments);

    private static WorkingCalendar Build(string zone, IEnumerable<string> days, string[] holidays, params string[] segments)
    {
        var week = new JsonObject(days.Select(day => KeyValuePair.Create(day, (JsonNode?)Array(segments))));
        return CalendarReader.Read("test", new JsonObject { ["zone"] = zone, ["week"] = week, ["holidays"] = Array(holidays) });
    }

    private static JsonArray Array(string[] texts) => new([.. texts.Select(text => (JsonNode?)text)]);
}

using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;
using NodaTime;

namespace CaseWorker.Processing.DueDates.Calendars;

/// <summary>Makes a calendar of what the catalogue says of it. Without a zone its clock shows UTC.</summary>
internal static class CalendarReader
{
    /// <param name="definition">As it is stored, after it was checked; what can't be used makes a calendar in which no time counts.</param>
    public static WorkingCalendar Read(string name, JsonObject definition)
    {
        var zone = (string?)definition["zone"] ?? "UTC";
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } known)
            return new NoTime($"Calendar {name} is in zone {zone}, which this version of the program does not know.");

        var week = Week(definition);
        if (week.All(day => day.Count == 0))
            return new NoTime($"Calendar {name} has no working time.");

        var holidays = Texts(definition["holidays"]).Select(text => LocalDate.FromDateOnly(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return new OfficeTime(name, new OpeningHours(known, week, holidays.ToHashSet()));
    }

    /// <summary>The working time of a week without holidays.</summary>
    public static TimeSpan WorkedWeekly(JsonObject definition) => TimeSpan.FromMinutes(Week(definition).Sum(day => day.Sum(segment => segment.To - segment.From)));

    private static IReadOnlyList<(int From, int To)>[] Week(JsonObject definition) =>
        [.. CalendarRule.Days.Select(day => Texts(definition["week"]?[day]).Select(text => CalendarRule.SegmentOf(text)!.Value).ToList())];

    private static IEnumerable<string> Texts(JsonNode? array) => array is null ? [] : array.AsArray().Select(text => (string)text!);
}

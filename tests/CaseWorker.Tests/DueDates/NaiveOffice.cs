using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Calendars;
using NodaTime;

namespace CaseWorker.Tests.DueDates;

/// <summary>An office that is asked minute by minute whether its wall clock shows an opening hour. Whole hours only: then no hour that comes twice is cut.</summary>
internal sealed record NaiveOffice(string Zone, IReadOnlyList<(int From, int To)>[] HoursOfDay, LocalDate[] Holidays)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[Zone];

    public WorkingCalendar Calendar()
    {
        string[] days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        var week = HoursOfDay.Select((hours, day) => $"\"{days[day]}\": [{string.Join(',', hours.Select(pair => $"\"{pair.From:00}:00-{pair.To:00}:00\""))}]");
        return DueCalendars.Read($$"""{ "zone": "{{Zone}}", "week": { {{string.Join(',', week)}} }, "holidays": [{{string.Join(',', Holidays.Select(date => $"\"{date:uuuu'-'MM'-'dd}\""))}}] }""");
    }

    public bool IsOpen(DateTimeOffset minute)
    {
        var local = Instant.FromDateTimeOffset(minute).InZone(zone).LocalDateTime;
        return !Holidays.Contains(local.Date) && HoursOfDay[(int)local.DayOfWeek - 1].Any(hours => hours.From <= local.Hour && local.Hour < hours.To);
    }

    /// <summary>Counts on to the end of the minute in which the last of the wanted ones is worked; null: not within the days that are looked at.</summary>
    public DateTimeOffset? After(DateTimeOffset start, int minutes, IReadOnlyList<Pause> pauses, int maxDays = 60)
    {
        var at = Instant.FromDateTimeOffset(start);
        for (var step = 0; minutes > 0; step++, at += Minute)
        {
            if (step > maxDays * 1440)
                return null;
            if (Counts(at.ToDateTimeOffset(), pauses))
                minutes--;
        }

        return at.ToDateTimeOffset();
    }

    /// <summary>Counts back to the beginning of the minute in which the first of the wanted ones is worked; null: not within the days that are looked at.</summary>
    public DateTimeOffset? Before(DateTimeOffset end, int minutes, IReadOnlyList<Pause> pauses, int maxDays = 60)
    {
        var at = Instant.FromDateTimeOffset(end);
        for (var step = 0; minutes > 0; step++)
        {
            if (step > maxDays * 1440)
                return null;
            at -= Minute;
            if (Counts(at.ToDateTimeOffset(), pauses))
                minutes--;
        }

        return at.ToDateTimeOffset();
    }

    private bool Counts(DateTimeOffset minute, IReadOnlyList<Pause> pauses) => IsOpen(minute) && !pauses.Any(pause => pause.From <= minute && minute < pause.To);
}

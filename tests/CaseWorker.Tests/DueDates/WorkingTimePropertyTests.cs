using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Calendars;
using CsCheck;
using NodaTime;
using Xunit;

namespace CaseWorker.Tests.DueDates;

/// <summary>What must hold in every office, around every change of its clock.</summary>
public sealed class WorkingTimePropertyTests
{
    private const int Samples = 500;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private static readonly (string Zone, DateTimeOffset Change)[] Changes =
    [
        ("Europe/Copenhagen", new(2026, 3, 29, 1, 0, 0, TimeSpan.Zero)),
        ("Europe/Copenhagen", new(2026, 10, 25, 1, 0, 0, TimeSpan.Zero)),
        ("America/New_York", new(2026, 3, 8, 7, 0, 0, TimeSpan.Zero)),
        ("America/New_York", new(2026, 11, 1, 6, 0, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2026, 10, 3, 15, 30, 0, TimeSpan.Zero)),
        ("Australia/Lord_Howe", new(2026, 4, 4, 15, 0, 0, TimeSpan.Zero)),
        ("Pacific/Apia", new(2011, 12, 30, 10, 0, 0, TimeSpan.Zero)),
        ("Pacific/Apia", new(2012, 3, 31, 14, 0, 0, TimeSpan.Zero)),
        ("Asia/Kolkata", new(2026, 12, 31, 18, 30, 0, TimeSpan.Zero)),
        ("UTC", new(2028, 2, 29, 0, 0, 0, TimeSpan.Zero)),
    ];

    private static readonly Gen<IReadOnlyList<(int From, int To)>> Hours =
        Gen.Int[0, 24].Array[0, 3].Select(bounds => bounds.Length % 2 == 0 ? bounds : [.. bounds, 24]).Select(IReadOnlyList<(int From, int To)> (bounds) =>
        {
            var sorted = bounds.Order().ToArray();
            return [.. sorted.Chunk(2).Select(pair => (From: pair[0], To: pair[1])).Where(pair => pair.From < pair.To)];
        });

    private static readonly Gen<(NaiveOffice Office, DateTimeOffset Change)> Offices =
        Gen.Select(Gen.Int[0, Changes.Length - 1].Select(place => Changes[place]), Hours.Array[7], Gen.Int[-4, 4].Array[0, 2])
            .Select((change, week, holidays) => (Office(change.Zone, change.Change, week, holidays), change.Change))
            .Where(pair => pair.Item1.HoursOfDay.Any(hours => hours.Count > 0));

    private static readonly Gen<(WorkingCalendar Calendar, DateTimeOffset Start)> Starts =
        Gen.Select(Offices, Gen.Long[-4 * 86_400_000L, 4 * 86_400_000L]).Select((office, offset) => (office.Office.Calendar(), office.Change.AddMilliseconds(offset)));

    private static readonly Gen<TimeSpan> Times = Gen.Long[1, 100 * 3_600_000L].Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds));

    [Fact]
    public void Adding_working_time_and_subtracting_it_returns_to_the_start() => Gen.Select(Starts, Times).Sample((office, worked) =>
    {
        var (calendar, start) = office;
        if (calendar.Between(start, start + Tick) == Tick)
            Assert.Equal(start, calendar.Subtract(calendar.Add(start, worked)!.Value, worked));
    }, iter: Samples);

    [Fact]
    public void Subtracting_working_time_and_adding_it_returns_to_the_end() => Gen.Select(Starts, Times).Sample((office, worked) =>
    {
        var (calendar, end) = office;
        if (calendar.Between(end - Tick, end) == Tick)
            Assert.Equal(end, calendar.Add(calendar.Subtract(end, worked)!.Value, worked));
    }, iter: Samples);

    [Fact]
    public void What_starts_later_never_ends_earlier() => Gen.Select(Starts, Times, Times).Sample((office, later, worked) =>
    {
        var (calendar, start) = office;
        Assert.True(calendar.Add(start, worked) <= calendar.Add(start + later, worked));
        Assert.True(calendar.Subtract(start, worked) <= calendar.Subtract(start + later, worked));
    }, iter: Samples);

    [Fact]
    public void Two_times_after_each_other_are_their_sum() => Gen.Select(Starts, Times, Times).Sample((office, first, second) =>
    {
        var (calendar, start) = office;
        Assert.Equal(calendar.Add(start, first + second), calendar.Add(calendar.Add(start, first)!.Value, second));
        Assert.Equal(calendar.Subtract(start, first + second), calendar.Subtract(calendar.Subtract(start, first)!.Value, second));
    }, iter: Samples);

    [Fact]
    public void Between_the_start_and_the_end_lies_what_was_added() => Gen.Select(Starts, Times).Sample((office, worked) =>
    {
        var (calendar, start) = office;
        Assert.Equal(worked, calendar.Between(start, calendar.Add(start, worked)!.Value));
        Assert.Equal(worked, calendar.Between(calendar.Subtract(start, worked)!.Value, start));
    }, iter: Samples);

    [Fact]
    public void An_end_is_never_inside_a_closed_segment() => Gen.Select(Offices, Gen.Long[-400_000_000, 400_000_000], Times).Sample((pair, offset, worked) =>
    {
        var (office, change) = pair;
        var (calendar, start) = (office.Calendar(), change.AddMilliseconds(offset));
        Assert.True(office.IsOpen(calendar.Add(start, worked)!.Value - Tick));
        Assert.True(office.IsOpen(calendar.Subtract(start, worked)!.Value));
    }, iter: Samples);

    [Fact]
    public void The_segments_are_the_working_time_in_order_and_apart() => Gen.Select(Starts, Times).Sample((office, length) =>
    {
        var (calendar, start) = office;
        var segments = DueRule.Counted(new DuePolicy { DueAfter = length, Calendar = calendar }, start, start + length, [], start).ToList();
        Assert.Equal(calendar.Between(start, start + length), segments.Aggregate(TimeSpan.Zero, (sum, segment) => sum + (segment.To - segment.From)));
        Assert.All(segments, segment => Assert.True(segment.From < segment.To));
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
    }, iter: Samples);

    [Fact]
    public void A_plan_is_what_counting_every_minute_finds() =>
        Gen.Select(Offices, Gen.Int[-4 * 1440, 4 * 1440], Gen.Int[0, 2000].Array[3], Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 2000]).Array[0, 3]).Sample(
            (pair, offset, minutes, breaks) =>
            {
                var (office, change) = pair;
                var opened = change.AddMinutes(offset);
                var pauses = breaks.Select(pause => new Pause(opened.AddMinutes(pause.Item1), opened.AddMinutes(pause.Item1 + pause.Item2))).ToList();
                if (office.After(opened, minutes[0], pauses) is not { } due || office.Before(due, minutes[1], pauses) is not { } pre || office.After(due, minutes[2], pauses) is not { } post)
                    return;

                var policy = new DuePolicy
                {
                    DueAfter = TimeSpan.FromMinutes(minutes[0]),
                    PreOverdueBefore = TimeSpan.FromMinutes(minutes[1]),
                    PostOverdueAfter = TimeSpan.FromMinutes(minutes[2]),
                    PauseWhileOpen = true,
                    Calendar = office.Calendar(),
                };
                var plan = DueRule.Plan(policy, opened, pauses, null, opened);
                Assert.Equal((pre, due, post), (plan.Pre, plan.Due, plan.Post));
            },
            iter: Samples);

    private static NaiveOffice Office(string zone, DateTimeOffset change, IReadOnlyList<(int From, int To)>[] week, int[] holidays)
    {
        var date = Instant.FromDateTimeOffset(change).InUtc().Date;
        return new NaiveOffice(zone, week, [.. holidays.Distinct().Select(date.PlusDays)]);
    }
}

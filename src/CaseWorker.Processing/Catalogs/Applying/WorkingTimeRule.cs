using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.DueDates;
using CaseWorker.Processing.DueDates.Calendars;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>The calendars by which policies count must hold the time that the policies ask for, once the file is laid over the catalogue.</summary>
internal static class WorkingTimeRule
{
    // Below what the count itself reaches, so that holidays have room.
    private const int MaxWeeks = (WorkingCalendar.HorizonYears - 10) * 52;

    public static void Check(HubChange hub, CatalogState state, List<CatalogError> errors)
    {
        // What was refused before can't be read here.
        if (errors.Count > 0)
            return;

        var calendars = state.ItemsOf(hub.Id, "calendar").ToDictionary(item => item.Id, item => CalendarReader.WorkedWeekly(item.Definition), StringComparer.OrdinalIgnoreCase);
        foreach (var change in hub.Services ?? [])
        {
            if (change.Calendar is { } calendar && calendars.TryGetValue(calendar, out var weekly) && Longest(change.Due.Value!) > weekly * MaxWeeks)
                errors.Add(CatalogError.Of($"{change.Path}.due.calendar", "be a calendar that holds the policy's time within 90 years", $"{calendar}, which has {weekly.TotalHours:0.##} hours a week"));
        }

        var changed = hub.Items.GetValueOrDefault("calendar", []).ToDictionary(change => change.Id, StringComparer.OrdinalIgnoreCase);
        if (changed.Count == 0)
            return;

        var named = (hub.Services ?? []).Where(change => change.Due.IsGiven).Select(change => change.Id).ToHashSet();
        foreach (var service in state.Services.Values.Where(row => row.HubId == hub.Id && row.Due is not null && !named.Contains(row.ServiceId)))
            CheckChanged(service, changed, calendars, errors);
    }

    private static void CheckChanged(ServiceRow service, Dictionary<string, ItemChange> changed, Dictionary<string, TimeSpan> calendars, List<CatalogError> errors)
    {
        var calendar = (string?)JsonNode.Parse(service.Due!)!["calendar"];
        if (calendar is not null && changed.TryGetValue(calendar, out var change) && Longest(service.Due!) > calendars[calendar] * MaxWeeks)
            errors.Add(CatalogError.Of($"{change.Path}.week", $"hold the time of service {service.ServiceId}'s due policy within 90 years", $"{calendars[calendar].TotalHours:0.##} hours a week"));
    }

    private static TimeSpan Longest(string dueJson)
    {
        var policy = DuePolicyReader.Read(dueJson, _ => WorkingCalendar.Elapsed);
        return new[] { policy.DueAfter, policy.PreOverdueBefore ?? default, policy.PostOverdueAfter ?? default }.Max();
    }
}

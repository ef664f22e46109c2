using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.DueDates.Calendars;

namespace CaseWorker.Processing.DueDates;

/// <summary>The policies and calendars of one version of the catalogue. Each is made ready when it is first asked for, once.</summary>
/// <remarks>Lazily, because a process meets few services of a large catalogue between two changes of it.</remarks>
internal sealed class DuePolicies
{
    private readonly Dictionary<(int HubId, string CalendarId), Lazy<WorkingCalendar>> calendars = [];
    private readonly Dictionary<(int HubId, string CalendarId), string> definitions = [];
    private readonly ConcurrentDictionary<int, DuePolicy> policies = [];

    public DuePolicies(IEnumerable<CalendarDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            this.definitions[(definition.HubId, Key(definition.CalendarId))] = definition.Json;
            calendars[(definition.HubId, Key(definition.CalendarId))] = new(() => CalendarReader.Read(definition.CalendarId, JsonNode.Parse(definition.Json)!.AsObject()));
        }
    }

    /// <summary>Null: the service has no policy.</summary>
    public DuePolicy? Of(Service service) =>
        service.Due is null ? null : policies.TryGetValue(service.ServiceId, out var known) ? known : policies.GetOrAdd(service.ServiceId, Read(service.HubId, service.Due));

    public bool HasCalendar(int hubId, string calendarId) => calendars.ContainsKey((hubId, Key(calendarId)));

    /// <summary>A policy that need not be a service's, with the calendars of a hub.</summary>
    /// <param name="json">As the catalogue keeps it.</param>
    public DuePolicy Read(int hubId, string json)
    {
        string? definition = null;
        var policy = DuePolicyReader.Read(json, calendar =>
        {
            definition = definitions.GetValueOrDefault((hubId, Key(calendar)));
            return Calendar(hubId, calendar);
        });
        return policy with { CalendarJson = definition, Mark = PolicyMark.Of(json, definition) };
    }

    /// <summary>A policy with the calendar that it had, whatever the catalogue has now.</summary>
    /// <param name="calendarJson">Null: it names none, or one that was missing.</param>
    public static DuePolicy Read(string json, string? calendarJson) =>
        DuePolicyReader.Read(json, calendar => CalendarOf(calendar, calendarJson)) with { CalendarJson = calendarJson };

    private static WorkingCalendar CalendarOf(string calendarId, string? json) =>
        json is null ? new NoTime($"There was no calendar {calendarId}.") : CalendarReader.Read(calendarId, JsonNode.Parse(json)!.AsObject());

    private WorkingCalendar Calendar(int hubId, string calendarId) =>
        calendars.TryGetValue((hubId, Key(calendarId)), out var calendar) ? calendar.Value : new NoTime($"Hub {hubId} has no calendar {calendarId}.");

    // Ids are one and the same in any case, as in the database.
    private static string Key(string calendarId) => calendarId.ToUpperInvariant();
}

using System.Collections.Frozen;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.DueDates;

namespace CaseWorker.Processing.Catalogs;

/// <summary>What intake and assignment need of the catalogue, as of one version. Immutable; a change makes a new one.</summary>
public sealed class Catalog
{
    private readonly FrozenDictionary<int, Service> services;
    private readonly FrozenDictionary<int, Department> departments;
    private readonly FrozenDictionary<int, Hub> hubs;
    private readonly ILookup<string, Service> servicesByExtRef;
    private readonly DuePolicies duePolicies;
    private readonly HubPrograms programs;

    /// <param name="calendars">Null: none.</param>
    /// <param name="programs">Null: no hub has one.</param>
    public Catalog(
        long version,
        IEnumerable<Hub> hubs,
        IEnumerable<Department> departments,
        IEnumerable<Service> services,
        IEnumerable<CalendarDefinition>? calendars = null,
        HubPrograms? programs = null)
    {
        Version = version;
        this.hubs = hubs.ToFrozenDictionary(hub => hub.HubId);
        this.departments = departments.ToFrozenDictionary(department => department.DepartmentId);
        this.services = services.ToFrozenDictionary(service => service.ServiceId);
        servicesByExtRef = this.services.Values
            .Where(service => service.ExtRef is not null)
            .OrderBy(service => service.ServiceId)
            .ToLookup(service => service.ExtRef!, StringComparer.Ordinal);
        duePolicies = new DuePolicies(calendars ?? []);
        this.programs = programs ?? HubPrograms.None;
    }

    /// <summary>An installation without any hub.</summary>
    public static Catalog Empty { get; } = new(-1, [], [], []);

    /// <summary>Ascends with each change; -1 before anything was loaded.</summary>
    public long Version { get; }

    public IReadOnlyCollection<Hub> Hubs => hubs.Values;

    public IReadOnlyCollection<Service> Services => services.Values;

    public IReadOnlyCollection<Department> Departments => departments.Values;

    /// <summary>Null when no service has the id.</summary>
    public Service? FindService(int serviceId) => services.GetValueOrDefault(serviceId);

    /// <summary>The services with the reference, in all hubs (references are unique in a hub only), by ascending id.</summary>
    public IEnumerable<Service> FindServices(string extRef) => servicesByExtRef[extRef];

    /// <summary>Null when no department has the id.</summary>
    public Department? FindDepartment(int departmentId) => departments.GetValueOrDefault(departmentId);

    /// <summary>Null when no hub has the id.</summary>
    public Hub? FindHub(int hubId) => hubs.GetValueOrDefault(hubId);

    /// <summary>The Action Management program of a hub, empty when it declares none. Null: no hub has the id.</summary>
    public ActionProgram? FindProgram(int hubId) => FindHub(hubId) is { } hub ? programs.Of(hub, Services) : null;

    /// <summary>The due policy of a service, ready to be counted. Null: it has none, or no service has the id.</summary>
    public DuePolicy? DueOf(int serviceId) => FindService(serviceId) is { } service ? duePolicies.Of(service) : null;

    /// <summary>Whether a hub has a calendar, in any case of its letters.</summary>
    public bool HasCalendar(int hubId, string calendarId) => duePolicies.HasCalendar(hubId, calendarId);

    /// <summary>A policy that no service need have, with the calendars of a hub.</summary>
    /// <param name="dueJson">As <see cref="Service.Due"/> holds it: checked, with its durations and calendar.</param>
    public DuePolicy ReadDue(int hubId, string dueJson) => duePolicies.Read(hubId, dueJson);
}

/// <summary>A tenant. <paramref name="HelpCenterId"/> is 24 hex digits, null when none.</summary>
public sealed record Hub(int HubId, string Name, string? HelpCenterId)
{
    /// <summary>The list of users that links of the Action Management API name; null: none.</summary>
    public int? EndUserListId { get; init; }
}

/// <summary>How a department chooses among its eligible reps.</summary>
public enum AssignmentStrategy
{
    /// <summary>Uniformly at random; the default.</summary>
    Random,

    /// <summary>The next rep by id after the one chosen last.</summary>
    RoundRobin,

    /// <summary>The one with the fewest new or open cases; among equals at random.</summary>
    LeastOpen,
}

/// <summary>A group of reps. <paramref name="Reps"/> are its members by ascending id, the inactive ones included.</summary>
/// <param name="IntakeServiceId">The service for cases that name only the department; null: its active service with the lowest id.</param>
/// <param name="ReleaseOnAbsence">Whether a rep's new cases go back to the line when the rep becomes absent.</param>
public sealed record Department(
    int DepartmentId,
    int HubId,
    string Name,
    AssignmentStrategy Strategy,
    bool ReleaseOnAbsence,
    int? IntakeServiceId,
    IReadOnlyList<Rep> Reps);

/// <summary>A person who handles cases. <paramref name="MaxOpenCases"/> caps new and open cases; null: no cap.</summary>
public sealed record Rep(
    int RepId,
    int HubId,
    string UserName,
    string? FirstName,
    string? LastName,
    bool Active,
    int? MaxOpenCases,
    IReadOnlyList<Absence> Absences)
{
    /// <summary>True while one of the absences covers the instant: from inclusive, to exclusive.</summary>
    public bool IsOutOfOffice(DateTimeOffset at) => Absences.Any(absence => absence.From <= at && (absence.To is null || at < absence.To));
}

/// <summary>A time out of office; <paramref name="To"/> null: until further notice.</summary>
public sealed record Absence(DateTimeOffset From, DateTimeOffset? To);

/// <summary>What a case is enqueued into.</summary>
/// <param name="Blocks">True: a bad message stops this service until it is repaired or discarded (headOfLine "block").</param>
/// <param name="Due">The due policy as JSON, null: none.</param>
public sealed record Service(int ServiceId, int HubId, int DepartmentId, string Name, string? ExtRef, bool Active, bool Blocks, string? Due)
{
    /// <summary>The workflow of its cases for which nothing else is said; null: none. As the trigger and the cost below.</summary>
    public int? WorkflowId { get; init; }

    public int? TriggerId { get; init; }

    public decimal? Cost { get; init; }
}

/// <summary>A calendar by which due policies of its hub count.</summary>
/// <param name="Json">As it was declared: zone, week, holidays.</param>
public sealed record CalendarDefinition(int HubId, string CalendarId, string Json);

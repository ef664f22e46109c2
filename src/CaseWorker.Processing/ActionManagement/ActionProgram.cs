using System.Collections.Frozen;
using CaseWorker.Processing.Catalogs;

namespace CaseWorker.Processing.ActionManagement;

/// <summary>The Action Management program of a hub, as of one version of the catalogue. Immutable. Every list is in the catalogue's order.</summary>
public sealed class ActionProgram
{
    private readonly FrozenDictionary<int, Rep> users;
    private readonly FrozenDictionary<int, Service> services;

    /// <param name="users">The reps of the hub, the inactive ones included.</param>
    /// <param name="services">The services of the hub.</param>
    public ActionProgram(int hubId, int? endUserListId, ProgramParts parts, IEnumerable<Rep> users, IEnumerable<Service> services)
    {
        HubId = hubId;
        EndUserListId = endUserListId;
        Lists = parts.Lists;
        Roles = parts.Roles;
        Workflows = new NamedEntries(parts.Workflows);
        Triggers = new NamedEntries(parts.Triggers);
        DataFields = parts.DataFields;
        AssigneeRole = parts.Roles.FirstOrDefault(role => role.IsAssignee) ?? (parts.Roles.Count > 0 ? parts.Roles[0] : null);
        this.users = users.ToFrozenDictionary(user => user.RepId);
        this.services = services.ToFrozenDictionary(service => service.ServiceId);
    }

    public int HubId { get; }

    /// <summary>The list of users that links name; null: none was declared.</summary>
    public int? EndUserListId { get; }

    public IReadOnlyList<ProgramList> Lists { get; }

    public IReadOnlyList<ProgramRole> Roles { get; }

    public NamedEntries Workflows { get; }

    public NamedEntries Triggers { get; }

    public IReadOnlyList<DataField> DataFields { get; }

    /// <summary>The role whose first user is the case's rep: the one declared so, else the first. Null: the program has no roles.</summary>
    public ProgramRole? AssigneeRole { get; }

    /// <summary>Whether the hub declares anything of a program; one that does not has none.</summary>
    public bool IsConfigured =>
        EndUserListId is not null || Lists.Count + Roles.Count + Workflows.All.Count + Triggers.All.Count + DataFields.Count > 0;

    /// <summary>Null when the program has no such list.</summary>
    public ProgramList? FindList(int listId) => Lists.FirstOrDefault(list => list.Id == listId);

    /// <summary>Null when the program has no such role.</summary>
    public ProgramRole? FindRole(int roleId) => Roles.FirstOrDefault(role => role.Id == roleId);

    /// <summary>The reps of the hub, the inactive ones included.</summary>
    public IReadOnlyList<Rep> Users => users.Values;

    /// <summary>The services of the hub.</summary>
    public IReadOnlyList<Service> Services => services.Values;

    /// <summary>Null when the hub has no such rep.</summary>
    public Rep? FindUser(int repId) => users.GetValueOrDefault(repId);

    /// <summary>The rep of that user name, in any case of its letters; null: none.</summary>
    public Rep? FindUser(string userName) => users.Values.FirstOrDefault(user => string.Equals(user.UserName, userName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Null when the hub has no such service.</summary>
    public Service? FindService(int serviceId) => services.GetValueOrDefault(serviceId);
}

/// <summary>What the catalogue declares of a program.</summary>
public sealed record ProgramParts(
    IReadOnlyList<ProgramList> Lists,
    IReadOnlyList<ProgramRole> Roles,
    IReadOnlyList<NamedEntry> Workflows,
    IReadOnlyList<NamedEntry> Triggers,
    IReadOnlyList<DataField> DataFields);

/// <summary>A role in which users work on cases. <paramref name="UpdatedAt"/>: when its declaration last changed.</summary>
public sealed record ProgramRole(int Id, string Name, bool IsAssignee, DateTimeOffset UpdatedAt);

/// <summary>A question whose answer cases carry as a custom property. <paramref name="QuestionName"/> null: none.</summary>
public sealed record DataField(int Id, string Name, string? QuestionName);

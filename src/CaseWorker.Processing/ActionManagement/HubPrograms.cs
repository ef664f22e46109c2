using System.Collections.Concurrent;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage.Catalogs;

namespace CaseWorker.Processing.ActionManagement;

/// <summary>The programs of the hubs of one version of the catalogue. Each is made ready when it is first asked for, once.</summary>
/// <remarks>Lazily, because a process meets few hubs of a large catalogue between two changes of it.</remarks>
public sealed class HubPrograms(IEnumerable<CatalogItemRow> items, IEnumerable<Rep> reps)
{
    private readonly ILookup<int, CatalogItemRow> items = items.Where(row => ProgramReader.Kinds.Contains(row.Kind)).ToLookup(row => row.HubId);
    private readonly ILookup<int, Rep> reps = reps.ToLookup(rep => rep.HubId);
    private readonly ConcurrentDictionary<int, ActionProgram> programs = [];

    /// <summary>No hub has a program.</summary>
    public static HubPrograms None { get; } = new([], []);

    /// <summary>The hub's program, empty when it declares none.</summary>
    /// <param name="services">Of all hubs.</param>
    internal ActionProgram Of(Hub hub, IEnumerable<Service> services) => programs.TryGetValue(hub.HubId, out var known)
        ? known
        : programs.GetOrAdd(
            hub.HubId,
            new ActionProgram(hub.HubId, hub.EndUserListId, ProgramReader.Read(items[hub.HubId]), reps[hub.HubId], services.Where(service => service.HubId == hub.HubId)));
}

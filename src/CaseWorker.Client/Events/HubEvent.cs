using System.Text.Json;
using CaseWorker.Contracts;

namespace CaseWorker.Client;

/// <summary>Something that was told on a hub's stream; one of the records below.</summary>
/// <remarks>In order per case, each at least once: whoever drops an <c>EventId</c> already seen has each once.</remarks>
public abstract record HubEvent
{
    private HubEvent()
    {
    }

    /// <summary>The event's number in the hub: 1, 2, 3, … Whoever keeps it can go on behind it.</summary>
    public required long Number { get; init; }

    /// <summary>Something happened to a case.</summary>
    /// <param name="Event">What, with the case as it was then.</param>
    public sealed record OfCase(CaseEvent Event) : HubEvent;

    /// <summary>A message could not become a case.</summary>
    /// <param name="Event">What, and why.</param>
    public sealed record OfParked(CaseParkedEvent Event) : HubEvent;

    /// <summary>Events before <paramref name="Oldest"/> are not there any more: whoever needs them has to read the cases.</summary>
    /// <param name="Oldest">The number of the next event that can be told.</param>
    public sealed record Reset(long Oldest) : HubEvent;

    /// <summary>An event that this version of the client does not know.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Json">Its body.</param>
    public sealed record Other(string Name, string Json) : HubEvent;

    internal static HubEvent Read(string name, long number, string json) => name switch
    {
        "reset" => new Reset(JsonSerializer.Deserialize(json, ClientJson.Default.OldestEvent)!.Oldest) { Number = number },
        CaseEventNames.CaseParked => new OfParked(JsonSerializer.Deserialize(json, ContractsJson.Default.CaseParkedEvent)!) { Number = number },
        _ when CaseEventNames.All.Contains(name) => new OfCase(JsonSerializer.Deserialize(json, ContractsJson.Default.CaseEvent)!) { Number = number },
        _ => new Other(name, json) { Number = number },
    };
}

/// <summary>The body of a reset.</summary>
internal sealed record OldestEvent(long Oldest);

using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases;

/// <summary>What the places where a case id was found say to a caller of one hub. Pure.</summary>
public static class CasePlaceRule
{
    /// <param name="places">Where the id was found, in all hubs.</param>
    /// <param name="mayBeQueued">Whether the id was given out and may be in a queue that the database does not see.</param>
    /// <returns>Null when the answer depends on whether the case is stored by now.</returns>
    /// <remarks>What another hub has is not on its way to this one: unknown, and nothing more is said of it (spec 2.1, 6).</remarks>
    public static CaseAnswer? Answer(IReadOnlyCollection<CasePlaceRow> places, int hubId, bool mayBeQueued)
    {
        var ours = OfHub(places, hubId);
        if (ours.Any(place => place.Place == "case"))
            return null;
        if (ours.Any(place => place.Place == "tombstone"))
            return new CaseAnswer.Unknown();

        if (ours.Any(place => place.Place is "queued" or "held" or "retrying"))
            return new CaseAnswer.OnItsWay();
        if (ours.FirstOrDefault(place => place.Place == "parked" && place.HubId is not null) is { ParkedId: { } parkedId })
            return new CaseAnswer.Parked(parkedId);

        // An id that was found has ended, or is another hub's; one found nowhere may be in a broker's queue.
        return places.Count == 0 && mayBeQueued ? new CaseAnswer.OnItsWay() : null;
    }

    private static IReadOnlyList<CasePlaceRow> OfHub(IReadOnlyCollection<CasePlaceRow> places, int hubId) =>
        [.. places.Where(place => place.HubId is null || place.HubId == hubId)];
}

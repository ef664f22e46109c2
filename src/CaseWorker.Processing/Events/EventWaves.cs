using CaseWorker.Storage.Events;

namespace CaseWorker.Processing.Events;

/// <summary>Parts events so that those of a part can be told together and the order of every case is kept even where the broker refuses one.</summary>
internal static class EventWaves
{
    /// <summary>The first wave holds the first event of each case, the second the second, and so on; those without a case are in the first.</summary>
    /// <param name="rows">Those of one case in their order.</param>
    public static IReadOnlyList<IReadOnlyList<EventRow>> Of(IEnumerable<EventRow> rows)
    {
        var waves = new List<List<EventRow>>();
        var places = new Dictionary<int, int>();
        foreach (var row in rows)
        {
            var place = 0;
            if (row.CaseId is { } caseId)
            {
                place = places.GetValueOrDefault(caseId);
                places[caseId] = place + 1;
            }

            if (place == waves.Count)
                waves.Add([]);

            waves[place].Add(row);
        }

        return waves;
    }
}

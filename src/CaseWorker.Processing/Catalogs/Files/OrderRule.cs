namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Lays named things over stored ones so that the named are in the order of the file and the rest stays where it is.</summary>
internal static class OrderRule
{
    /// <summary>
    /// The places of the named among the stored are filled in the order of the file; a new one comes right after the one before it
    /// in the file, or before the one after it, or last. So a second time the order is the same.
    /// </summary>
    public static List<T> Lay<T>(IReadOnlyList<T> stored, IReadOnlyList<T> named, Func<T, string> idOf)
    {
        var storedIds = stored.Select(idOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var namedIds = named.Select(idOf).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // Each run is a stored one with the new ones after it; the first also has the new ones before it.
        var runs = new List<List<T>> { new() };
        var found = 0;
        foreach (var element in named)
        {
            if (storedIds.Contains(idOf(element)) && found++ > 0)
                runs.Add([]);

            runs[^1].Add(element);
        }

        var place = 0;
        var laid = new List<T>(stored.Count + named.Count);
        foreach (var element in stored)
            laid.AddRange(namedIds.Contains(idOf(element)) ? runs[place++] : [element]);
        if (found == 0)
            laid.AddRange(runs[0]);

        return laid;
    }
}

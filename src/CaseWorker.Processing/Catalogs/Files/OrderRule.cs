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
        var known = new Queue<T>(named.Where(element => storedIds.Contains(idOf(element))));
        var hasKnown = known.TryPeek(out var firstKnown);
        var laid = stored.Select(element => namedIds.Contains(idOf(element)) ? known.Dequeue() : element).ToList();
        for (var i = 0; i < named.Count; i++)
        {
            if (storedIds.Contains(idOf(named[i])))
                continue;

            var place = i > 0 ? laid.IndexOf(named[i - 1]) + 1 : hasKnown ? laid.IndexOf(firstKnown!) : laid.Count;
            laid.Insert(place, named[i]);
        }

        return laid;
    }
}

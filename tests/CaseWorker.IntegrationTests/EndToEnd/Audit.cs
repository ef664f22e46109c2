namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Holds what producers know against what the database has: nothing lost, nothing twice, nothing out of order.</summary>
/// <remarks>It shares no code with the program's own proof, which could be wrong in the same way as the program.</remarks>
internal static class Audit
{
    /// <param name="membersOf">The reps of each department.</param>
    /// <returns>A sentence for each fault; empty when all holds.</returns>
    public static List<string> Faults(IReadOnlyCollection<Sent> sent, IReadOnlyCollection<StoredCase> stored, ILookup<int, int> membersOf)
    {
        StoredCase[] inOrder = [.. stored.OrderBy(row => row.ServiceId).ThenBy(row => row.Sequence)];
        return
        [
            .. Completeness(sent, inOrder),
            .. Sequences(inOrder),
            .. ProducerOrder(sent, inOrder),
            .. SourceOrder(inOrder),
            .. inOrder.Where(row => !row.AutoClose && (row.RepId is not { } rep || !membersOf[row.DepartmentId].Contains(rep)))
                .Select(row => $"case {row.CaseId} of department {row.DepartmentId} has rep {row.RepId?.ToString() ?? "none"}"),
        ];
    }

    private static IEnumerable<string> Completeness(IReadOnlyCollection<Sent> sent, StoredCase[] stored)
    {
        var rows = stored.ToLookup(row => row.ExtRef);
        foreach (var request in sent)
        {
            StoredCase[] found = [.. rows[request.Mark]];
            if (found.Length < request.Copies && request.IsAccepted)
                yield return $"{request.Mark} is lost";
            if (found.Count(row => request.HasKey || !row.PossibleDuplicate) > request.Copies)
                yield return $"{request.Mark} is stored {found.Length} times";
            if (found.Any(row => row.ServiceId != request.ServiceId))
                yield return $"{request.Mark} is in a service other than {request.ServiceId}";
            if (request.CaseId is { } promised && found.Any(row => row.CaseId != promised))
                yield return $"{request.Mark} was promised id {promised}, has {found[0].CaseId}";
        }

        var marks = sent.Select(request => request.Mark).ToHashSet();
        foreach (var row in stored.Where(row => !marks.Contains(row.ExtRef)))
            yield return $"case {row.CaseId} ({row.ExtRef}) was never sent";
    }

    private static IEnumerable<string> Sequences(StoredCase[] stored)
    {
        foreach (var service in stored.GroupBy(row => row.ServiceId))
        {
            var expected = 0L;
            var storedAt = long.MinValue;
            foreach (var row in service)
            {
                if (row.Sequence != ++expected)
                    yield return $"service {service.Key} has sequence {row.Sequence} where {expected} is due";
                if (row.StoredAt < storedAt)
                    yield return $"case {row.CaseId} was stored before the one that precedes it in service {service.Key}";

                expected = row.Sequence;
                storedAt = row.StoredAt;
            }
        }
    }

    // A repetition of a message without key follows its first copy; the first copy is what stands in the order.
    private static IEnumerable<string> ProducerOrder(IReadOnlyCollection<Sent> sent, StoredCase[] stored)
    {
        var bySent = sent.ToDictionary(request => request.Mark);
        var firsts = stored.DistinctBy(row => row.ExtRef).Where(row => bySent.ContainsKey(row.ExtRef));
        foreach (var path in firsts.GroupBy(row => (row.ServiceId, bySent[row.ExtRef].Producer)))
        {
            var last = 0;
            foreach (var n in path.Select(row => bySent[row.ExtRef].N))
            {
                if (n <= last)
                    yield return $"in service {path.Key.ServiceId} number {n} of {path.Key.Producer} stands behind its number {last}";

                last = n;
            }
        }
    }

    private static IEnumerable<string> SourceOrder(StoredCase[] stored)
    {
        foreach (var path in stored.GroupBy(row => (row.ServiceId, row.Source)))
        {
            var last = 0L;
            foreach (var row in path)
            {
                if (row.SourceN is not { } n || n <= last)
                    yield return $"case {row.CaseId} has cw-n {row.SourceN?.ToString() ?? "none"} of {row.Source ?? "no source"} behind {last}";

                last = row.SourceN ?? last;
            }
        }
    }
}

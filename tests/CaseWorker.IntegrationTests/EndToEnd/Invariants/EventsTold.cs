namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>Every event of every case was told at least once, under its one id, in order per case; and nothing was told that did not happen.</summary>
internal sealed class EventsTold : Invariant
{
    public override IEnumerable<string> Violations(Evidence evidence)
    {
        var places = evidence.Heard.Index().ToDictionary(each => each.Item, each => each.Index);
        foreach (var missing in evidence.Happened.Where(row => !places.ContainsKey(row.MessageId)))
            yield return $"{missing.EventName} of case {missing.CaseId} was never told";

        foreach (var repeated in evidence.Happened.GroupBy(row => row.MessageId).Where(rows => rows.Count() > 1))
            yield return $"{repeated.Count()} events have the id {repeated.Key}";

        var happened = evidence.Happened.Select(row => row.MessageId).ToHashSet();
        foreach (var unknown in evidence.Heard.Where(id => !happened.Contains(id)))
            yield return $"the event {unknown} was told, and nothing of it happened";

        foreach (var rows in evidence.Happened.Where(row => row.CaseId is not null && places.ContainsKey(row.MessageId)).GroupBy(row => row.CaseId))
        {
            EventRow? before = null;
            foreach (var row in rows.OrderBy(row => row.OutboxId))
            {
                if (before is not null && places[row.MessageId] < places[before.MessageId])
                    yield return $"{row.EventName} of case {row.CaseId} was told before its {before.EventName}";

                before = row;
            }
        }
    }
}

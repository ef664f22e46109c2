using CaseWorker.Processing.Fifo;
using CaseWorker.Processing.Parking;
using CaseWorker.Storage.Fifo;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Tests.Simulation;

/// <summary>The promises (messaging.md 6.4, 1 to 6 and 8), checked when all has drained. Overlap is checked where intervals begin.</summary>
internal sealed class Invariants(World world)
{
    private readonly ILookup<LedgerEntry?, CaseRow> cases = world.Database.Tables.Cases.ToLookup(row => world.Ledger.Find(System.Text.Encoding.UTF8.GetBytes(row.Subject!)));
    private readonly ILookup<LedgerEntry?, ParkedMemory> parked = world.Database.Tables.Parked.ToLookup(row => world.Ledger.Find(row.Row.Message.Body));

    public void Check()
    {
        CheckPhantoms();
        foreach (var entry in world.Ledger.Entries)
            CheckFate(entry);

        foreach (var service in World.Catalog.Services)
        {
            var rows = world.Database.Tables.Cases.Where(row => row.ServiceId == service.ServiceId).OrderBy(row => row.Sequence).ToList();
            CheckProof(service.ServiceId, rows);
            CheckOrder([.. rows.Where(row => service.Blocks || !RetryKey.IsRetry(row.MessageKey))]);
        }
    }

    private void CheckPhantoms()
    {
        Demand(!cases[null].Any(), $"Case {cases[null].FirstOrDefault()?.Subject} was stored, and nobody sent it.");
        Demand(!parked[null].Any(), $"A message was parked as {parked[null].FirstOrDefault()?.Row.Reason} that nobody sent.");
        foreach (var entry in world.Ledger.Entries.Where(entry => entry.SentAt is null))
            Demand(!cases[entry].Any() && !parked[entry].Any(), $"m{entry.Number} was stored and never sent.");
    }

    private void CheckFate(LedgerEntry entry)
    {
        // A message without an id can be doubled between "done" and the acknowledgement, and is flagged then (spec 2.3).
        var stored = cases[entry].Count(row => !row.PossibleDuplicate);
        var set = parked[entry].Where(row => !row.Row.Message.PossibleDuplicate).ToList();
        Demand(stored <= 1, $"m{entry.Number} became {stored} cases.");
        if (entry.Kind == MessageKind.Good)
        {
            Demand(set.Count == 0, $"m{entry.Number} is good and was parked.");
            Demand(stored == 1 || cases[entry].Any() || entry.ConfirmedAt is null, $"m{entry.Number} was confirmed and is lost.");
            return;
        }

        Demand(set.Count <= 1, $"m{entry.Number} was parked {set.Count} times.");
        Demand(set.Count == 1 || parked[entry].Any() || entry.ConfirmedAt is null, $"m{entry.Number} was confirmed, is bad and was not parked.");
        Demand(stored == 0 || parked[entry].Any(row => row.State == "resolved"), $"m{entry.Number} is bad, was not repaired and became a case.");
        Demand(parked[entry].All(row => row.State != "resolved" || world.Database.Tables.Cases.Exists(stored => stored.CaseId == row.ResolvedCaseId)), $"m{entry.Number} was resolved without a case.");
    }

    private static void CheckProof(int serviceId, List<CaseRow> rows)
    {
        var proof = new FifoProof(serviceId);
        var faults = proof.Check(rows.Select(row => new FifoRow
        {
            Sequence = row.Sequence,
            CaseId = row.CaseId,
            KeyHash = row.KeyHash,
            MessageKey = row.MessageKey,
            Source = row.Source,
            SourceN = row.SourceN,
            AcceptedAt = row.AcceptedAt,
            StoredAt = row.StoredAt,
            Worker = row.Worker,
        }), []);
        if (faults.Count > 0)
            throw new ViolationException($"Service {serviceId}: {faults[0].Detail}");
    }

    // Who waits for the confirm of one message before sending another has their order kept, whoever sent them and on whatever path;
    // but a confirm on case-intake says nothing about messages that go past the router.
    private void CheckOrder(List<CaseRow> rows)
    {
        var entries = rows.Where(row => !row.PossibleDuplicate).Select(row => world.Ledger.Find(System.Text.Encoding.UTF8.GetBytes(row.Subject!))!).ToList();
        for (var first = 0; first < entries.Count; first++)
        {
            for (var second = first + 1; second < entries.Count; second++)
            {
                var (earlier, later) = (entries[first], entries[second]);
                Demand(
                    later.ConfirmedAt is null || later.ConfirmedAt >= earlier.SentAt || (later.IsIntake && !earlier.IsIntake),
                    $"m{later.Number} was confirmed before m{earlier.Number} was sent, and stands behind it in service {later.ServiceId}.");
            }
        }
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
            throw new ViolationException(otherwise);
    }
}

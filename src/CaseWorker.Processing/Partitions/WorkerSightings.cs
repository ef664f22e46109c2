using CaseWorker.Storage.Partitions;

namespace CaseWorker.Processing.Partitions;

/// <summary>Who lives, as one worker sees it: those whose beat changed within the last seconds of its own clock.</summary>
/// <remarks>
/// Clocks of machines are not compared: a beat is only looked at for being another one than before. Not thread-safe.
/// </remarks>
/// <param name="me">Counts as live without being seen.</param>
public sealed class WorkerSightings(string me, TimeProvider time)
{
    /// <summary>Three beats.</summary>
    public static readonly TimeSpan LiveFor = TimeSpan.FromSeconds(6);

    // After such a gap (this process was stopped, or the database was away) nothing that was seen before counts.
    private static readonly TimeSpan LearnAgainAfter = TimeSpan.FromSeconds(4);

    // Two beats: who lives has been seen to change by then.
    private static readonly TimeSpan LearnFor = TimeSpan.FromSeconds(4);

    private Dictionary<string, Sighting> seen = [];
    private long? learningSince;
    private long lastLookAt;

    /// <summary>Enters what the table says now.</summary>
    /// <returns>
    /// The live workers, this one among them. Null: not known, and nobody must be judged: too little was seen yet, or this worker's own beats
    /// do not arrive, so that others can't see it either.
    /// </returns>
    public IReadOnlyList<string>? Look(IReadOnlyList<HeartbeatRow> rows)
    {
        var now = time.GetTimestamp();
        var isFirst = learningSince is null || time.GetElapsedTime(lastLookAt, now) > LearnAgainAfter;
        if (isFirst)
        {
            learningSince = now;
            seen = [];
        }

        lastLookAt = now;
        seen = rows.Where(IsWorker).ToDictionary(row => row.WorkerId, row => SightingOf(row, now, isFirst), StringComparer.Ordinal);
        return IsLearning(now) || IsUnseen(now) ? null : [.. seen.Where(each => IsLive(each.Value, now)).Select(each => each.Key).Union([me]).Order(StringComparer.Ordinal)];
    }

    private static bool IsWorker(HeartbeatRow row) => row.Roles.Contains("worker", StringComparison.OrdinalIgnoreCase);

    // A row that was not there before is a worker that has begun to beat.
    private Sighting SightingOf(HeartbeatRow row, long now, bool isFirst) => seen.TryGetValue(row.WorkerId, out var before)
        ? before.BeatAt == row.BeatAt ? before : new Sighting(row.BeatAt, now, HasChanged: true)
        : new Sighting(row.BeatAt, now, HasChanged: !isFirst);

    private bool IsLearning(long now) =>
        time.GetElapsedTime(learningSince!.Value, now) < LearnFor && seen.Any(each => each.Key != me && !each.Value.HasChanged);

    private bool IsUnseen(long now) => seen.TryGetValue(me, out var own) && time.GetElapsedTime(own.ChangedAt, now) >= LiveFor;

    private bool IsLive(Sighting sighting, long now) => sighting.HasChanged && time.GetElapsedTime(sighting.ChangedAt, now) < LiveFor;

    private sealed record Sighting(DateTimeOffset BeatAt, long ChangedAt, bool HasChanged);
}

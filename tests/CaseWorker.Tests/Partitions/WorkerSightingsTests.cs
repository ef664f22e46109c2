using CaseWorker.Processing.Partitions;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CaseWorker.Tests.Partitions;

public sealed class WorkerSightingsTests
{
    private readonly FakeTimeProvider time = new();
    private readonly Dictionary<string, int> beats = [];
    private readonly WorkerSightings sightings;

    public WorkerSightingsTests() => sightings = new WorkerSightings("me", time);

    [Fact]
    public void Alone_it_knows_at_once() => Assert.Equal(["me"], sightings.Look([]));

    [Fact]
    public void Rows_that_were_there_before_count_once_they_have_changed_or_enough_time_has_passed()
    {
        Beat("dead", "old");
        Assert.Null(Look());
        Pass(2);
        Beat("old");
        Assert.Null(Look());
        Pass(2);
        Assert.Equal(["me", "old"], Look());
    }

    [Fact]
    public void It_waits_no_longer_than_until_all_have_changed()
    {
        Beat("old");
        Assert.Null(Look());
        Pass(1);
        Beat("old");
        Assert.Equal(["me", "old"], Look());
    }

    [Fact]
    public void A_new_worker_counts_at_once_and_a_silent_one_for_six_seconds()
    {
        Look();
        Beat("new");
        Assert.Equal(["me", "new"], Look());
        Pass(3);
        Look();
        Pass(2);
        Assert.Equal(["me", "new"], Look());
        Pass(1);
        Assert.Equal(["me"], Look());
        Beat("new");
        Assert.Equal(["me", "new"], Look());
    }

    [Fact]
    public void One_that_leaves_in_good_order_is_gone_at_once()
    {
        Look();
        Beat("other");
        Look();
        beats.Remove("other");
        Assert.Equal(["me"], Look());
    }

    [Fact]
    public void After_it_could_not_look_for_a_while_it_judges_nobody_before_it_has_seen_him_again()
    {
        Look();
        Beat("other");
        Assert.Equal(["me", "other"], Look());
        Pass(30);
        Assert.Null(Look());
        Pass(1);
        Beat("other");
        Assert.Equal(["me", "other"], Look());
    }

    [Fact]
    public void While_its_own_beats_do_not_arrive_it_judges_nobody()
    {
        Beat("me", "other");
        Look();
        for (var second = 0; second < 5; second++)
        {
            Pass(1);
            Beat("other");
            Assert.NotNull(Look());
        }

        Pass(1);
        Beat("other");
        Assert.Null(Look());
        Beat("me");
        Assert.Equal(["me", "other"], Look());
    }

    [Fact]
    public void Only_workers_count() =>
        Assert.Equal(["me"], sightings.Look([Row("gateway-1", 1) with { Roles = "gateway,scheduler" }]));

    private void Beat(params string[] workers)
    {
        foreach (var worker in workers)
            beats[worker] = beats.GetValueOrDefault(worker) + 1;
    }

    private void Pass(int seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    private IReadOnlyList<string>? Look() => sightings.Look([.. beats.Select(beat => Row(beat.Key, beat.Value))]);

    // The beats of other machines' clocks mean nothing but "another one than before".
    private static HeartbeatRow Row(string worker, int beat) => new()
    {
        WorkerId = worker,
        Roles = "worker",
        Host = "h",
        Version = "1",
        StartedAt = DateTimeOffset.UnixEpoch,
        BeatAt = DateTimeOffset.UnixEpoch.AddYears(100).AddSeconds(-beat),
    };
}

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>Every kind of fault.</summary>
internal static class AllFaults
{
    public static IReadOnlyList<Fault> Make() =>
    [
        new KilledProcess("gateway", installed => installed.Gateways),
        new KilledProcess("worker", installed => installed.Workers),
        new KilledProcess("scheduler", installed => installed.Schedulers),
        new KilledBroker(),
        new RolledWorkers(),
        new FrozenWorker(),
        new FrozenGateway(),
        new FrozenScheduler(),
        new FrozenWriter(),
        new BrokenNetwork("network cut", (0, 0), proxy => proxy.Cut()),
        new BrokenNetwork("network slow", (3, 8), proxy => proxy.Delay(TimeSpan.FromMilliseconds(250))),
        new BrokenNetwork("network half-open", (8, 16), proxy => proxy.Swallow()),
        new BrokerAlarm("broker disk alarm", ["set_disk_free_limit", "9000GB"], ["set_disk_free_limit", "50MB"]),
        new BrokerAlarm("broker memory alarm", ["set_vm_memory_high_watermark", "absolute", "1MB"], ["set_vm_memory_high_watermark", "0.4"]),
        new LockedDatabase(),
        new ReadOnlyDatabase(),
        new FullDisk(),
        new Repartitioned(),
        new RepeatedMessages(overHttp: true),
        new RepeatedMessages(overHttp: false),
        .. Poisoned.Kinds(),
        new DeadlyMessage(),
    ];
}

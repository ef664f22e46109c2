using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>A kind of fault.</summary>
/// <param name="kind">For the report.</param>
internal abstract class Fault(string kind)
{
    protected const string BrokerItself = "broker";
    protected const string DatabaseItself = "database";

    /// <summary>How long what was hit may take to be well again; red is right while partitions are drained at the same time.</summary>
    protected static readonly TimeSpan WellWithin = TimeSpan.FromSeconds(120);

    public string Kind => kind;

    /// <summary>From and up to how many seconds it lasts; the schedule draws between.</summary>
    public virtual (double From, double To) Seconds => (0, 0);

    /// <summary>Why it can't be injected on this machine; null when it can.</summary>
    public virtual string? Missing(Installed installed) => null;

    /// <param name="number">Drawn by the schedule; says which target, where there are several.</param>
    public abstract Aim AimAt(Installed installed, Traffic traffic, int number);

    /// <summary>Hurts, waits, heals, and returns when what was hit is well again.</summary>
    public abstract Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts);

    /// <summary>An aim at one process.</summary>
    protected static Aim At(Slot slot, Installed installed, Traffic traffic)
    {
        var gateway = Array.IndexOf(installed.Gateways, slot);
        return new Aim(slot.Name, [slot.Name], slot.Roles switch
        {
            "gateway" => () => traffic.UnderWay(gateway),
            "worker" => () => slot.Proxy.Unacknowledged,
            _ => () => installed.Unacknowledged,
        });
    }

    /// <summary>An aim at something that all share.</summary>
    protected static Aim AtAll(string target, Installed installed, params IReadOnlyList<string> touches) => new(target, touches, () => installed.Unacknowledged);
}

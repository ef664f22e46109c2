using System.Globalization;
using CaseWorker.Benchmarks.Whole;

namespace CaseWorker.Benchmarks.Reports;

/// <summary>One round of the intake benchmark, in cases per second. What was not measured is null.</summary>
internal sealed record IntakeFigures
{
    /// <summary>What a1 must reach of the slower of its two halves, or the round says nothing.</summary>
    public const double LeastOfHalf = 0.6;

    public required double ConsumeOnly { get; init; }

    public required double InsertOnly { get; init; }

    public required double BareDrain { get; init; }

    public required WorkerFigures Worker { get; init; }

    public double? BarePublish { get; init; }

    public HttpFigures? Http { get; init; }

    public HttpFigures? HttpBatch { get; init; }

    public double OfSlowerHalf => BareDrain / Math.Min(ConsumeOnly, InsertOnly);

    public bool IsVoid => OfSlowerHalf < LeastOfHalf;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"a0 {ConsumeOnly:0}, a0' {InsertOnly:0}, a1 {BareDrain:0} ({OfSlowerHalf:0.00} of the slower), b {Worker.PerSecond:0} (b/a1 {Worker.PerSecond / BareDrain:0.00}), a2 {BarePublish:0}, c {Http?.PerSecond:0} (c/a2 {Http?.PerSecond / BarePublish:0.00}){(IsVoid ? "  VOID" : "")}");
}

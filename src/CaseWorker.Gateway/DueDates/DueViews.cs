using CaseWorker.Processing.DueDates;

namespace CaseWorker.Gateway.DueDates;

/// <summary>A part of what a policy would do (spec 11).</summary>
internal sealed record WhatIfView(int Count, IReadOnlyList<WhatIfItem> Items, string? Next);

/// <summary>How late the stages of a service fired in a window; milliseconds, null when none fired.</summary>
internal sealed record LatenessView(int ServiceId, DateTimeOffset From, DateTimeOffset To, long Count, long Late, long? P50, long? P99, long? Max)
{
    public static LatenessView Of(int serviceId, LatenessFigures figures) =>
        new(serviceId, figures.From, figures.To, figures.Count, figures.Late, figures.P50Ms, figures.P99Ms, figures.MaxMs);
}

namespace CaseWorker.Benchmarks.Reports;

/// <summary>All rounds of the intake benchmark as text: medians, ratios, and whether they count.</summary>
internal static class IntakeReport
{
    private const double WantedDrain = 0.35;
    private const double WantedHttp = 0.30;

    public static string Of(IReadOnlyList<IntakeFigures> rounds)
    {
        var figures = new TextTable("medians", "cases/s");
        figures.Add("a0  consume only", Mid(round => round.ConsumeOnly));
        figures.Add("a0' insert only", Mid(round => round.InsertOnly));
        figures.Add("a1  bare drain", Mid(round => round.BareDrain));
        figures.Add("b   worker drain", Mid(round => round.Worker.PerSecond));
        if (rounds[0].Http is not null)
        {
            figures.Add("a2  bare publish to stored", Mid(round => round.BarePublish!.Value));
            figures.Add("c   HTTP to stored", Mid(round => round.Http!.PerSecond));
        }

        if (rounds[0].HttpBatch is not null)
            figures.Add("c'  HTTP in batches to stored", Mid(round => round.HttpBatch!.PerSecond));

        var details = new TextTable("", "value", "to reach");
        details.Add("a1 / slower of a0, a0'", Mid(round => round.OfSlowerHalf), IntakeFigures.LeastOfHalf);
        details.Add("b / a1", Mid(round => round.Worker.PerSecond / round.BareDrain), WantedDrain);
        if (rounds[0].Http is not null)
        {
            details.Add("c / a2", Mid(round => round.Http!.PerSecond / round.BarePublish!.Value), WantedHttp);
            details.Add("accept latency p50, ms", Mid(round => round.Http!.P50Ms));
            details.Add("accept latency p99, ms", Mid(round => round.Http!.P99Ms));
        }

        details.Add("worker: bytes allocated per case", Mid(round => round.Worker.BytesPerCase));
        details.Add("worker: CPU ms per case", Mid(round => round.Worker.CpuMsPerCase));
        details.Add("worker: GC pauses in all, ms", Mid(round => round.Worker.PauseMs));
        return $"{figures}\n{details}\n{Verdict(rounds)}\n";

        double Mid(Func<IntakeFigures, double> figure) => Median.Of(rounds.Select(figure));
    }

    private static string Verdict(IReadOnlyList<IntakeFigures> rounds)
    {
        var lost = rounds.Count(round => round.IsVoid);
        return lost == 0
            ? "All rounds count: in each, the bare drain reached 60 % of the slower of its halves. All rows were checked."
            : $"VOID: in {lost} of {rounds.Count} rounds the bare drain did not reach 60 % of the slower of its halves, so it is no measure. All rows were checked.";
    }
}

using System.CommandLine;
using CaseWorker.Processing.Fifo;
using CaseWorker.Storage;

namespace CaseWorker.Host.Commands;

/// <summary>Proves the order of what is stored.</summary>
internal static class FifoCommands
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var service = new Option<int?>("--service") { Description = "Only this service; default: all." };
        var json = CommandScope.Json();
        var verify = new Command("verify", "Checks every stored case: sequences without gaps, keys unique, each source in its own order, nobody served before an older one in line. Exit code 0: all holds, 1: violations, 2: could not check.")
        {
            service,
            json,
        };
        verify.SetAction((parsed, cancellation) => CommandScope.RunAsync(
            settings,
            services => VerifyAsync(services.GetRequiredService<Database>(), parsed.GetValue(service), parsed.GetValue(json), cancellation)));
        return new Command("fifo", "The proof of the FIFO order.") { verify };
    }

    private static async Task<int> VerifyAsync(Database database, int? serviceId, bool json, CancellationToken cancellation)
    {
        var report = await new FifoVerifier(database).VerifyAsync(serviceId, null, cancellation)
            ?? throw new ImpossibleException($"There is no service {serviceId}.");
        if (json)
            Answer.Json(report);
        else
            Tell(report);

        return report.Holds ? ProgramExit.Done : ProgramExit.Refused;
    }

    private static void Tell(FifoReport report)
    {
        if (report.ViolationCount > 0)
        {
            Answer.Table(
                ["Service", "Sequence", "Case", "Violation", "Detail"],
                report.Violations.Select(found => new object?[] { found.ServiceId, found.Sequence, found.CaseId, found.Kind, found.Detail }));
        }

        if (report.OvertakingCount > 0)
        {
            Console.WriteLine($"{report.OvertakingCount} cases got their rep while an older one stood in the line of the same department:");
            Answer.Table(
                ["Service", "Sequence", "Case", "Older service", "Older sequence", "Older case", "Reason"],
                report.Overtakings.Select(found => new object?[] { found.ServiceId, found.Sequence, found.CaseId, found.OlderServiceId, found.OlderSequence, found.OlderCaseId, found.Reason }));
        }

        Console.WriteLine(report.Holds
            ? $"FIFO holds for all {report.Cases} cases of {report.Services} services."
            : $"{report.ViolationCount} violations and {report.OvertakingCount} overtakings in {report.Cases} cases of {report.Services} services.");
    }
}

using Spectre.Console;

namespace CaseWorker.Host.Commands.Enqueueing;

/// <summary>A bar on standard error for the person who waits; standard output stays for the answer.</summary>
internal static class FileProgress
{
    // A bar that is told of each of 100,000 lines costs more than sending them.
    private const int TellEvery = 500;

    /// <summary>Shows a bar while <paramref name="work"/> runs and reports.</summary>
    public static async Task<T> ShowAsync<T>(string title, long total, Func<IProgress<long>, Task<T>> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
                return await work(new Step(done =>
                {
                    if (done % TellEvery == 0 || done == total)
                        bar.Value = done;
                }));
            });
    }

    // Progress<T> would hand each report to the thread pool, where a later one can overtake.
    private sealed class Step(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}

namespace CaseWorker.IntegrationTests.Processes;

/// <summary>Waits for what another process will do: asks again and again, up to a limit.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is yes.</summary>
    /// <param name="otherwise">What to say when the limit has passed.</param>
    public static async Task HoldsAsync(Func<Task<bool>> question, TimeSpan limit, Func<string> otherwise)
    {
        using var patience = new CancellationTokenSource(limit);
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (!await question())
                await timer.WaitForNextTickAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {limit}: {otherwise()}");
        }
    }

    /// <summary>Asks until there is an answer.</summary>
    public static async Task<T> IsAsync<T>(Func<Task<T?>> question, TimeSpan limit, Func<string> otherwise)
        where T : class
    {
        T? answer = null;
        await HoldsAsync(async () => (answer = await question()) is not null, limit, otherwise);
        return answer!;
    }
}

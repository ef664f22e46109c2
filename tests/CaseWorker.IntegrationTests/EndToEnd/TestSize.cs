namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>How much the tests do: scaled to fit every change, or everything (<c>tests/run.sh --full</c>).</summary>
internal static class TestSize
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("CASEWORKER_TEST_FULL") == "1";
}

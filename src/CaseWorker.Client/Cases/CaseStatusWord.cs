namespace CaseWorker.Client;

/// <summary>A status as requests say it.</summary>
internal static class CaseStatusWord
{
    public static string Of(CaseStatus status) => status switch
    {
        CaseStatus.New => "new",
        CaseStatus.Open => "open",
        CaseStatus.Closed => "closed",
    };
}

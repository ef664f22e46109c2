namespace CaseWorker.Processing.DueDates;

/// <summary>The stages as they are stored and sent.</summary>
public static class DueStageWords
{
    public static string Of(DueStage stage) => stage switch
    {
        DueStage.Pre => "pre",
        DueStage.Due => "due",
        DueStage.Post => "post",
    };
}

namespace CaseWorker.Processing.DueDates;

/// <summary>When the stages of a cycle are to fire: never pre after due, never due after post.</summary>
public sealed record DuePlan
{
    /// <summary>No stage at all.</summary>
    public static DuePlan None { get; } = new();

    /// <summary>Null: no such stage. It can lie before the case was opened, when the policy warns earlier than it promises.</summary>
    public DateTimeOffset? Pre { get; init; }

    /// <summary>Null: no due date.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Null: no such stage.</summary>
    public DateTimeOffset? Post { get; init; }

    /// <summary>Why a stage that the policy asks for is missing, as a sentence; null: none is.</summary>
    public string? Problem { get; init; }

    /// <summary>The instant of a stage; null when there is none.</summary>
    public DateTimeOffset? At(DueStage stage) => stage switch
    {
        DueStage.Pre => Pre,
        DueStage.Due => Due,
        DueStage.Post => Post,
    };
}

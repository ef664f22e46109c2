using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases;

/// <summary>What can be said of a case id (spec 2.1). One of the records below.</summary>
public abstract record CaseAnswer
{
    private CaseAnswer()
    {
    }

    /// <summary>The case is stored. <paramref name="Tags"/> are the ids of its tags, ascending.</summary>
    public sealed record Stored(CaseDetailsRow Case, IReadOnlyList<CasePropertyRow> Properties, IReadOnlyList<int> Tags) : CaseAnswer;

    /// <summary>Accepted, or perhaps accepted: not stored yet. Ask again.</summary>
    public sealed record OnItsWay : CaseAnswer;

    /// <summary>It could not become a case; someone must repair or discard it.</summary>
    public sealed record Parked(long ParkedId) : CaseAnswer;

    /// <summary>Never promised, deleted, discarded, or another hub's.</summary>
    public sealed record Unknown : CaseAnswer;
}

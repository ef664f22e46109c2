using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>First and last response (spec 5): the e-mails and calls of reps; until there is one, the changes to open or closed. Pure.</summary>
public static class ResponseRule
{
    /// <summary>A rep wrote an e-mail or called, perhaps long ago when it is imported.</summary>
    public static CaseStateRow AfterReply(CaseStateRow row, DateTimeOffset at) => row with
    {
        HasReplied = true,
        FirstResponseAt = row.HasReplied && row.FirstResponseAt < at ? row.FirstResponseAt : at,
        LastResponseAt = row.HasReplied && row.LastResponseAt > at ? row.LastResponseAt : at,
    };

    /// <summary>The case became open or closed.</summary>
    public static CaseStateRow AfterStatus(CaseStateRow row, DateTimeOffset at) =>
        row.HasReplied ? row : row with { FirstResponseAt = row.FirstResponseAt ?? at, LastResponseAt = at };
}

using System.Globalization;
using CaseWorker.Storage;
using CaseWorker.Storage.HelpCenter;

namespace CaseWorker.Processing.HelpCenter;

/// <summary>The conversation that each case is: under the id that was given to it, else under one made of the case's.</summary>
public static class Conversations
{
    private const string Prefix = "case-";
    private const int MaxId = 200;

    /// <param name="given">The id that was given to the conversation; null: none.</param>
    public static string IdOf(int caseId, string? given) => given ?? Prefix + caseId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the team must act: what somebody said since the last change of status, else true while the case is new (spec 7).</summary>
    public static bool IsActionNeeded(string status, bool? said) => said ?? status == "new";

    /// <summary>The case of the conversation, which for a made id need not exist in the hub; null: no conversation has the id.</summary>
    public static async Task<int?> FindCaseAsync(Database database, int hubId, string conversationId, CancellationToken cancellation) =>
        conversationId.Length > MaxId
            ? null
            : await database.ReadAsync(session => HelpCenterCases.FindAsync(session, hubId, conversationId), cancellation) ?? CaseOf(conversationId);

    private static int? CaseOf(string conversationId) =>
        conversationId.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(conversationId.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var caseId)
        && IdOf(caseId, null) == conversationId
            ? caseId
            : null;
}

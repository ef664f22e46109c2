namespace CaseWorker.Storage.HelpCenter;

/// <summary>Finds the cases of a hub in which a text occurs: customer's name, subject, phone number, e-mail address, details, and the text and sender of a message.</summary>
/// <remarks>
/// Reads all cases of the hub and their messages. The text must occur as it is, in one of the fields; which letters count as equal is the
/// database's matter: SQLite takes only ASCII letters for equal to their capitals.
/// </remarks>
public static class CaseTextSearch
{
    /// <summary>The longest text that is looked for, in UTF-16 units.</summary>
    public const int MaxText = 500;

    private static readonly Sql Find = new(
        Statement("", "c.ExtRef NOT LIKE '%[^0-9+() ./-]%'", Repeated("%[0-9]", 6) + "%", Repeated("%[0-9]", 16) + "%", "LIKE"),
        // Differs from SQL Server: sets of characters are for GLOB.
        Statement(" INDEXED BY IX_SupportCase_Search", "c.ExtRef NOT GLOB '*[^0-9+() ./-]*'", Repeated("*[0-9]", 6) + "*", Repeated("*[0-9]", 16) + "*", "GLOB"));

    /// <summary>How many cases have the text, and the ids of those of the page, in the order of case ids.</summary>
    /// <param name="text">Not blank, at most <see cref="MaxText"/>; no character of it is a wildcard.</param>
    public static async Task<CasePage> FindAsync(Session session, int hubId, string text, bool descending, long offset, int limit)
    {
        var found = await session.QueryAsync<int>(Find, new { hubId, pattern = PatternOf(text) });
        if (descending)
            found.Reverse();

        return new CasePage(found.Count, offset < found.Count ? [.. found.Skip((int)offset).Take(limit)] : []);
    }

    private static string PatternOf(string text)
    {
        var escaped = text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal)
            .Replace("[", @"\[", StringComparison.Ordinal);
        return $"%{escaped}%";
    }

    // A reference counts as the phone number where it looks like one: the rule is Processing's PhoneRule, said in SQL.
    private static string Statement(string index, string onlyPhoneSigns, string enoughDigits, string tooManyDigits, string match) =>
        $"""
        SELECT c.CaseId FROM SupportCase c{index}
        WHERE c.HubId = @hubId AND (
            c.Subject {Like} OR c.Notes {Like} OR COALESCE(c.CustomerName, c.OpenedBy) {Like} OR c.EmailAddress {Like} OR c.PhoneNumber {Like}
            OR (c.PhoneNumber IS NULL AND c.ExtRef {Like}
                AND {onlyPhoneSigns} AND c.ExtRef NOT LIKE '_%+%' AND c.ExtRef {match} '{enoughDigits}' AND c.ExtRef NOT {match} '{tooManyDigits}')
            OR (c.EmailAddress IS NULL AND EXISTS (SELECT 1 FROM CaseEmail e WHERE e.CaseId = c.CaseId AND e.Email {Like}))
            OR EXISTS (
                SELECT 1 FROM CaseNote n WHERE n.CaseId = c.CaseId AND n.System = 0 AND (n.Text {Like} OR n.Author {Like} OR n.Sender {Like})))
        ORDER BY c.CaseId
        """;

    private const string Like = @"LIKE @pattern ESCAPE '\'";

    private static string Repeated(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}

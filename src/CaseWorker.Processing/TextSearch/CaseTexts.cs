using CaseWorker.Processing.HelpCenter;
using CaseWorker.Storage;
using CaseWorker.Storage.TextSearch;

namespace CaseWorker.Processing.TextSearch;

/// <summary>All by which a case can be found: what it says itself, and what people wrote about it, but not what the program noted.</summary>
/// <param name="All">In the order of their weight.</param>
internal sealed record CaseTexts(int HubId, IReadOnlyList<string?> All)
{
    public int Chars => All.Sum(text => text?.Length ?? 0);

    /// <summary>Null: there is no such case any more.</summary>
    public static async Task<CaseTexts?> ReadAsync(Session session, int caseId)
    {
        if (await CaseTextStore.ReadHeadAsync(session, caseId) is not { } head)
            return null;

        // What somebody said of the customer counts, and not what it replaced (spec 7).
        var emails = head.EmailAddress is { } address ? [address] : await CaseTextStore.ReadEmailsAsync(session, caseId);
        var phone = head.PhoneNumber ?? (head.ExtRef is { } reference && PhoneRule.LooksLikePhone(reference) ? reference : null);
        var notes = await CaseTextStore.ReadNotesAsync(session, caseId);
        return new CaseTexts(
            head.HubId,
            [
                head.Subject, head.CustomerName ?? head.OpenedBy, head.Company, .. emails, phone, head.Notes,
                .. notes.SelectMany(note => new[] { note.Sender, note.Author, note.Title, note.Text }),
            ]);
    }
}

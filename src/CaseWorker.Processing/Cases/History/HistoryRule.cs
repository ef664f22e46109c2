using CaseWorker.Processing.Enqueue;

namespace CaseWorker.Processing.Cases.History;

/// <summary>Which items can go into a history. Pure.</summary>
public static class HistoryRule
{
    private const int MaxTitle = 1000;
    private const int MaxAddress = 320;
    private const int MaxText = 5 * 1024 * 1024;

    /// <summary>What is wrong with the item first; null: nothing. Must goes on after the name of the field: "must be …".</summary>
    public static (string Field, string Must)? Check(HistoryItem item)
    {
        if (item.Type is not ("note" or "call" or "email"))
            return ("type", "must be note, call or email.");

        var isMail = item.Type == "email";
        if (isMail && string.IsNullOrEmpty(item.From))
            return ("from", "must be given.");
        if (isMail && string.IsNullOrEmpty(item.To))
            return ("to", "must be given.");

        return Text(isMail ? "subject" : "title", item.Title, MaxTitle)
            ?? Text(isMail ? "body" : "note", item.Text, MaxText)
            ?? Text("from", item.From, MaxAddress)
            ?? Text("to", item.To, MaxText)
            ?? Text("cc", item.Cc, MaxText)
            ?? Text("bcc", item.Bcc, MaxText);
    }

    private static (string Field, string Must)? Text(string field, string? text, int maxLength) =>
        text is not null && TextRule.Check(text, maxLength) is { } must ? (field, must) : null;
}

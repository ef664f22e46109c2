using CaseWorker.Processing.Cases.History;
using CaseWorker.Storage.HelpCenter;

namespace CaseWorker.Processing.HelpCenter;

/// <summary>What is taken for a customer's name, address and number where nobody said them (spec 7). Pure.</summary>
public static class CustomerRule
{
    /// <summary>Who opened the case; null: unknown, as with all here.</summary>
    public static string? NameOf(HelpCenterCaseRow row) => row.CustomerName ?? row.OpenedBy;

    /// <summary>The reference with which the case came, when it looks like a phone number.</summary>
    public static string? PhoneOf(HelpCenterCaseRow row) => row.PhoneNumber ?? (row.ExtRef is { } reference && PhoneRule.LooksLikePhone(reference) ? reference : null);

    /// <summary>The address of who opened the case; else the customer's in the first e-mail.</summary>
    /// <param name="messages">The earliest first.</param>
    public static string? EmailOf(HelpCenterCaseRow row, IEnumerable<HelpCenterMessageRow> messages) =>
        row.EmailAddress
        ?? ImportedHistory.EmailOf(row.OpenedBy)
        ?? messages.Where(message => message.Type == "email").Select(CustomerOf).OfType<string>().FirstOrDefault();

    private static string? CustomerOf(HelpCenterMessageRow message) => ImportedHistory.EmailOf(message.RepId is null ? message.Sender : message.Recipients);
}

using System.Globalization;
using CaseWorker.Processing.TextSearch;
using CaseWorker.Storage.HelpCenter;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>The parameters of a list or a search, read; words in any case of their letters. Empty ones count as absent, unknown ones are ignored.</summary>
/// <param name="Status">null: all.</param>
/// <param name="Text">What is looked for; null: nothing in particular.</param>
internal sealed record HelpCenterQuery(long Offset, int Limit, string? Status, HelpCenterOrder Order, bool Descending, string? Text)
{
    private const int UsualLimit = 100;
    private const int UsualSearchLimit = 10;
    private const int MaxLimit = 500;

    /// <param name="helpCenterId">That of the caller's hub; null: it has none.</param>
    /// <returns>With an error, the first in the order of the parameters, the query is of no use.</returns>
    public static (HelpCenterQuery Query, HelpCenterError? Error) OfList(IQueryCollection query, string? helpCenterId)
    {
        var reader = new Reader(query, helpCenterId);
        var read = new HelpCenterQuery(
            reader.Number("offset", otherwise: 0, from: 0, long.MaxValue),
            (int)reader.Number("limit", UsualLimit, from: 1, MaxLimit),
            reader.Status(),
            reader.Order(),
            reader.Descending(),
            Text: null);
        return (read, reader.Error);
    }

    /// <inheritdoc cref="OfList"/>
    public static (HelpCenterQuery Query, HelpCenterError? Error) OfSearch(IQueryCollection query, string? helpCenterId)
    {
        var reader = new Reader(query, helpCenterId);
        var read = new HelpCenterQuery(
            reader.Number("offset", otherwise: 0, from: 0, long.MaxValue),
            (int)reader.Number("limit", UsualSearchLimit, from: 1, MaxLimit),
            Status: null,
            HelpCenterOrder.Number,
            reader.Descending(),
            reader.SearchFilter());
        return (read, reader.Error);
    }

    /// <summary>Whether the text is the id of that help center; ids are hex digits, large or small.</summary>
    public static bool IsHelpCenter(string? text, string? helpCenterId) =>
        text is not null && helpCenterId is not null && text.Equals(helpCenterId, StringComparison.OrdinalIgnoreCase);

    private sealed class Reader
    {
        private readonly IQueryCollection query;

        public Reader(IQueryCollection query, string? helpCenterId)
        {
            this.query = query;
            if (!IsHelpCenter(Text("id", "Invalid helpcenterId"), helpCenterId))
                Error ??= HelpCenterError.HelpCenterId();
        }

        /// <summary>The first that was found.</summary>
        public HelpCenterError? Error { get; private set; }

        public long Number(string name, long otherwise, long from, long to)
        {
            var message = to == long.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"Invalid {name}. Use a whole number from {from}.")
                : string.Create(CultureInfo.InvariantCulture, $"Invalid {name}. Use a whole number from {from} to {to}.");
            if (Text(name, message) is not { } text)
                return otherwise;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
                return number;

            Refuse(name, message);
            return otherwise;
        }

        public string? Status()
        {
            const string message = "Invalid state. Use ALL, UNHANDLED, HANDLING or CLOSED.";
            if (Text("state", message) is not { } text || text.Equals("ALL", StringComparison.OrdinalIgnoreCase))
                return null;

            var status = HelpCenterCase.StatusOf(text);
            if (status is null)
                Refuse("state", message);

            return status;
        }

        public HelpCenterOrder Order()
        {
            const string message = "Invalid sorting specified. Use CREATED, SENT or STATE";
            switch (Text("sortBy", message)?.ToUpperInvariant())
            {
                case null or "SENT":
                    return HelpCenterOrder.Sent;
                case "CREATED":
                    return HelpCenterOrder.Created;
                case "STATE":
                    return HelpCenterOrder.State;
                default:
                    Refuse("sortBy", message);
                    return HelpCenterOrder.Sent;
            }
        }

        public bool Descending()
        {
            const string message = "Invalid sort order. use asc or desc";
            switch (Text("sortOrder", message)?.ToUpperInvariant())
            {
                case null or "ASC":
                    return false;
                case "DESC":
                    return true;
                default:
                    Refuse("sortOrder", message);
                    return false;
            }
        }

        public string? SearchFilter()
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Invalid search filter. Use at most {SearchWords.MaxText} characters.");
            var text = Text("searchFilter", message)?.Trim();
            if (text?.Length > SearchWords.MaxText)
                Refuse("searchFilter", message);

            return text is { Length: > 0 } ? text : null;
        }

        private string? Text(string name, string message)
        {
            var values = query[name];
            if (values.Count > 1)
                Refuse(name, message);

            return values is [{ Length: > 0 } value] ? value : null;
        }

        private void Refuse(string name, string message) => Error ??= HelpCenterError.Invalid(name, message);
    }
}

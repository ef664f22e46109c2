using CaseWorker.Processing.Cases.History;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>The parameters of "Search for a Case", read.</summary>
internal sealed record SearchQuery(CaseSearchFilter Filter, CaseOrder Order, bool Descending, int Offset, int Limit)
{
    private const int UsualLimit = 150;
    private const int MaxLimit = 1000;

    /// <summary>Of no use when the fields have an error.</summary>
    public static SearchQuery Read(RequestFields fields, int hubId)
    {
        var (order, descending) = OrderOf(fields);
        var filter = new CaseSearchFilter
        {
            HubId = hubId,
            Email = fields.Text("email") is { } email ? ImportedHistory.EmailOf(WithPlus(email)) ?? email.Trim().ToLowerInvariant() : null,
            CustomerId = fields.Id("contactid"),
            CompanyId = fields.Id("companyid"),
            RepId = fields.Id("repid"),
            DepartmentId = fields.Id("depid"),
            TagId = fields.Id("casetag"),
            Status = fields.Word("status", "all", "active", "new", "open", "closed") is var status and not "all" ? status : null,
            OpenedAt = RangeOf(fields, "date_opened"),
            AssignedAt = RangeOf(fields, "date_assigned"),
            FirstResponseAt = RangeOf(fields, "date_firstresponse"),
            UpdatedAt = RangeOf(fields, "date_updated"),
            ClosedAt = RangeOf(fields, "date_closed"),
        };
        return new SearchQuery(
            filter,
            order,
            descending,
            fields.Number("offset", otherwise: 0, from: 0),
            Math.Min(MaxLimit, fields.Number("limit", UsualLimit, from: 1)));
    }

    // A plus that was not encoded arrives as a space, which an address by itself does not have.
    private static string WithPlus(string email) => email.Contains('<', StringComparison.Ordinal) ? email : email.Trim().Replace(' ', '+');

    private static InstantRange RangeOf(RequestFields fields, string name)
    {
        if (fields.Text(name) is not { } text)
            return default;
        if (DateFilter.Parse(text) is { } range)
            return range;

        fields.Refuse(name, "must be a date, or an object with before, after or both.");
        return default;
    }

    // Dates come with the latest first unless something else is said, all others with the lowest.
    private static (CaseOrder Order, bool Descending) OrderOf(RequestFields fields)
    {
        if (fields.Text("orderby")?.Trim().ToLowerInvariant() is not { } text)
            return (CaseOrder.UpdatedAt, true);

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 1 or 2 && FieldOf(words[0]) is { } order)
        {
            var isDate = order is not (CaseOrder.CaseId or CaseOrder.CustomerId or CaseOrder.Status);
            if (words.Length == 1)
                return (order, isDate);
            if (words[1] is "asc" or "desc")
                return (order, words[1] == "desc");
        }

        fields.Refuse(
            "orderby",
            "must be caseid, contactid, date_opened, date_assigned, date_updated, date_resolved, date_closed, date_firstresponse, date_lastresponse or status, with asc or desc behind it or not.");
        return (CaseOrder.UpdatedAt, true);
    }

    private static CaseOrder? FieldOf(string word) => word switch
    {
        "caseid" => CaseOrder.CaseId,
        "contactid" => CaseOrder.CustomerId,
        "date_opened" => CaseOrder.OpenedAt,
        "date_assigned" => CaseOrder.AssignedAt,
        "date_updated" => CaseOrder.UpdatedAt,
        "date_resolved" or "date_closed" => CaseOrder.ClosedAt,
        "date_firstresponse" => CaseOrder.FirstResponseAt,
        "date_lastresponse" => CaseOrder.LastResponseAt,
        "status" => CaseOrder.Status,
        _ => null,
    };
}

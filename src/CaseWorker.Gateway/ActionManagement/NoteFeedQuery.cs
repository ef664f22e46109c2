using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Paging;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The parameters of the feed of notes.</summary>
/// <param name="Start">Inclusive; null: no limit, as below.</param>
/// <param name="End">Inclusive.</param>
internal sealed record NoteFeedQuery(DateTimeOffset? Start, DateTimeOffset? End, int Top, int Skip, Problem? Problem)
{
    private const int DefaultTop = 100;
    private const int MaxTop = 1000;

    public static NoteFeedQuery Read(IQueryCollection query)
    {
        var errors = new Dictionary<string, string[]>();
        var reader = new QueryReader(query);
        var top = reader.Number("top", 1, MaxTop) ?? DefaultTop;
        var skip = reader.Number("skip", 0, int.MaxValue) ?? 0;
        var start = Instant(query, "dateModifiedStart", errors);
        var end = Instant(query, "dateModifiedEnd", errors);
        if (errors.Count == 0 && start is null && end is null)
            errors["dateModifiedStart"] = ["dateModifiedStart, or dateModifiedEnd, or both must be given."];
        if (start >= end)
            errors["dateModifiedStart"] = ["dateModifiedStart must be before dateModifiedEnd."];

        foreach (var (name, sentences) in reader.Problem?.Errors ?? new Dictionary<string, string[]>())
            errors[name] = sentences;

        return new NoteFeedQuery(start, end, (int)top, (int)skip, errors.Count == 0 ? null : Problem.Invalid(errors));
    }

    // An empty parameter counts as absent, and one given twice as wrong, as everywhere. A plus that is not encoded arrives as a space.
    private static DateTimeOffset? Instant(IQueryCollection query, string name, Dictionary<string, string[]> errors)
    {
        var values = query[name];
        if (values.Count == 0 || values is [null or ""])
            return null;
        if (values is [{ } text] && ActionDate.ParsePast(text.Trim().Replace(' ', '+')) is { } instant)
            return instant;

        errors[name] = [values.Count > 1 ? $"{name} must be given once." : $"{name} must be {ActionDate.PastShape}."];
        return null;
    }
}

using System.Text.Json.Nodes;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Processing.DueDates.Calendars;

namespace CaseWorker.Processing.DueDates;

/// <summary>Makes a policy ready to be counted of the JSON that the catalogue keeps.</summary>
internal static class DuePolicyReader
{
    /// <param name="calendarOf">Finds a calendar by its id.</param>
    public static DuePolicy Read(string json, Func<string, WorkingCalendar> calendarOf)
    {
        var policy = JsonNode.Parse(json)!.AsObject();
        return new DuePolicy
        {
            DueAfter = Duration(policy, "dueAfter") ?? throw new InvalidOperationException($"dueAfter must be given in a due policy, is missing in {json}"),
            PreOverdueBefore = Duration(policy, "preOverdueBefore"),
            PostOverdueAfter = Duration(policy, "postOverdueAfter"),
            PauseWhileOpen = (bool?)policy["pauseWhileOpen"] ?? false,
            Calendar = (string?)policy["calendar"] is { } calendar ? calendarOf(calendar) : WorkingCalendar.Elapsed,
            Json = json,
        };
    }

    private static TimeSpan? Duration(JsonObject policy, string name)
    {
        if ((string?)policy[name] is not { } text)
            return null;

        return DurationRule.TryParse(text, out var duration) ? duration : throw new InvalidOperationException($"{name} must be a duration, is {text}");
    }
}

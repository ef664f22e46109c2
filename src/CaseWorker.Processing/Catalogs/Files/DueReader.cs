using System.Text.Json.Nodes;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Reads the due policy of a service. A policy is one value: it is replaced as a whole.</summary>
internal static class DueReader
{
    /// <returns>The policy as compact JSON in a fixed order (null: none), and the calendar it names.</returns>
    public static (Given<string?> Due, string? Calendar) Read(CatalogEntry service)
    {
        var given = service.Entry("due");
        if (service.Take("due") is null)
            return (default, null);
        if (given is not { } due)
            return (new(null), null);

        var (json, calendar) = ReadPolicy(due);
        return (new(json), calendar);
    }

    /// <summary>The policy itself, of which more than a service's can be read.</summary>
    /// <returns>As above.</returns>
    public static (string Json, string? Calendar) ReadPolicy(CatalogEntry due)
    {
        var policy = new JsonObject();
        Duration(due, policy, "dueAfter", mayBeZero: false);
        Duration(due, policy, "preOverdueBefore", mayBeZero: true);
        Duration(due, policy, "postOverdueAfter", mayBeZero: true);
        due.Require("dueAfter");
        if (due.Bool("pauseWhileOpen", otherwise: false).Or(false))
            policy.Add("pauseWhileOpen", true);

        var calendar = due.Text("calendar", max: 100).Or(null);
        if (calendar is not null)
            policy.Add("calendar", calendar);

        due.Finish();
        return (policy.ToJsonString(ItemJson.Options), calendar);
    }

    private static void Duration(CatalogEntry due, JsonObject policy, string name, bool mayBeZero)
    {
        var text = due.Text(name, max: 100).Or(null);
        if (text is null)
            return;

        if (!DurationRule.TryParse(text, out var duration) || (duration == TimeSpan.Zero && !mayBeZero))
        {
            var must = $"be an ISO 8601 duration of days, hours, minutes and seconds {(mayBeZero ? "up to" : "above zero, up to")} {DurationRule.MaxDays} days";
            due.Refuse(name, $"{must} (weeks, months and years are refused; a day is 24 hours)", $"\"{text}\"");
        }

        policy.Add(name, text);
    }
}

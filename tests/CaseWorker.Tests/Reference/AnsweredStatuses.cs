using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CaseWorker.Gateway.Reference;
using CaseWorker.Tests.Reference;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Xunit;

[assembly: AssemblyFixture(typeof(AnsweredStatuses))]

namespace CaseWorker.Tests.Reference;

/// <summary>Listens to every answer of every gateway in the whole run of tests: each status must be documented for its route.</summary>
public sealed class AnsweredStatuses : IDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Source = "Microsoft.AspNetCore";
    private const string Ended = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Stop";

    private readonly ConcurrentDictionary<string, string> undocumented = new();
    private readonly ConcurrentDictionary<string, string> seen = new();
    private readonly ConcurrentBag<IDisposable> subscriptions = [];

    public AnsweredStatuses() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    /// <summary>Every "GET /api/cases 200" so far.</summary>
    internal ICollection<string> Seen => seen.Keys;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Source)
            subscriptions.Add(value.Subscribe(this, name => name.StartsWith("Microsoft.AspNetCore.Hosting.HttpRequestIn", StringComparison.Ordinal)));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // 499 is what the host notes where the caller went away and nobody was answered.
        if (value.Key != Ended || value.Value is not HttpContext context || context.GetEndpoint() is not RouteEndpoint route || context.Response.StatusCode == StatusCodes.Status499ClientClosedRequest)
            return;

        var key = RouteKey.Of(context.Request.Method, route.RoutePattern.RawText ?? "");
        var answer = key + " " + context.Response.StatusCode.ToString(CultureInfo.InvariantCulture);
        seen.TryAdd(answer, "");
        if (ReferenceBook.Find(key) is { Route: var doc } && !IsDocumented(doc, route, context.Response.StatusCode))
            undocumented.TryAdd(answer, "");
    }

    public void OnCompleted()
    {
        // Nothing ends before the run does.
    }

    public void OnError(Exception error)
    {
        // Listeners report none.
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
            subscription.Dispose();

        Assert.True(undocumented.IsEmpty, "Answers must be documented, these are not: " + string.Join(", ", undocumented.Keys.Order(StringComparer.Ordinal)));
    }

    private static bool IsDocumented(RouteDoc doc, RouteEndpoint route, int status) =>
        doc.Answers.Any(answer => answer.Status == status) || SharedErrors.Of(doc, route.Metadata).Any(error => error.Status == status);
}

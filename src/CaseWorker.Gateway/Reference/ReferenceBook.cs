using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Admin;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.DueDates;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Events;
using CaseWorker.Gateway.Fifo;
using CaseWorker.Gateway.HelpCenter;
using CaseWorker.Gateway.Parking;
using CaseWorker.Gateway.Webhooks;

namespace CaseWorker.Gateway.Reference;

/// <summary>All that is said of all routes, in the order in which people read it.</summary>
internal static class ReferenceBook
{
    public static IReadOnlyList<ApiDoc> Apis { get; } =
    [
        EnqueueDocs.Api,
        CaseDocs.Api,
        CasesApiDocs.Api,
        ActionManagementDocs.Api,
        HelpCenterDocs.Api,
        DueDocs.Api,
        FifoDocs.Api,
        ParkingDocs.Api,
        EventDocs.Api,
        AdminDocs.Api,
        WebhookDocs.Api,
        TokenDocs.Api,
        HealthDocs.Api,
    ];

    private static readonly Dictionary<string, (ApiDoc Api, RouteDoc Route)> ByKey = Apis
        .SelectMany(api => api.Routes.Select(route => (Api: api, Route: route)))
        .ToDictionary(pair => pair.Route.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Null: nobody has described the route; a test says so.</summary>
    /// <param name="key">As <see cref="RouteKey"/> makes it.</param>
    public static (ApiDoc Api, RouteDoc Route)? Find(string key) => ByKey.TryGetValue(key, out var found) ? found : null;
}

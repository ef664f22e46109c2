using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Admin;
using CaseWorker.Gateway.Browsers;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Gateway.DueDates;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Gateway.Errors;
using CaseWorker.Gateway.Events;
using CaseWorker.Gateway.Fifo;
using CaseWorker.Gateway.HelpCenter;
using CaseWorker.Gateway.Parking;
using CaseWorker.Gateway.Reference;
using CaseWorker.Gateway.Webhooks;

namespace CaseWorker.Host.Serving;

internal static class GatewayRoutes
{
    /// <summary>What callers can ask for; a route that does not say whom it is for is for operators.</summary>
    public static void MapGateway(this WebApplication app)
    {
        app.UseBrowsers();
        app.UseGatewayErrors();
        app.UseAddressLimit();
        app.UseGatewayAccess();
        app.MapTokens();
        app.MapEnqueue();
        app.MapCases();
        app.MapCasesApi();
        app.MapActionManagement();
        app.MapHelpCenter();
        app.MapDueDates();
        app.MapFifo();
        app.MapParking();
        app.MapAdmin();
        app.MapEvents();
        app.MapWebhooks();
        app.MapReference();
    }
}

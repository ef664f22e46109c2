using System.Globalization;
using CaseWorker.Gateway.Access;
using CaseWorker.Gateway.Enqueue;
using CaseWorker.Processing.Cases;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Enqueue;
using CaseWorker.Storage;
using CaseWorker.Storage.Catalogs;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>"Create a New Case": through the queue of the department's service, as every case; the caller waits for it a little.</summary>
internal static class CaseCreation
{
    private const int UsualWaitSeconds = 5;

    public static async Task<IResult> CreateAsync(HttpContext context, Enqueuer enqueuer, CaseWaiter waiter, CaseFinder finder, CatalogCache catalogs, Database database)
    {
        var (fields, wrong) = await RequestFields.ReadAsync(context.Request);
        if (wrong is not null)
            return wrong;
        if (!IdempotencyHeader.TryRead(context.Request.Headers, out var key))
            return CasesError.Invalid(IdempotencyHeader.Must);

        var asked = NewCase.Read(fields);
        var service = ServiceOf(asked.DepartmentId, context.Caller().HubId, catalogs.Current, fields);
        if (asked.Tags is { Count: > 0 } tags && fields.Error is null)
            await CheckTagsAsync(tags, context.Caller().HubId, database, fields, context.RequestAborted);
        if (fields.Error is { } error)
            return error;

        var result = await enqueuer.EnqueueAsync(CaseObject.ReadingOf(asked, service!), context.Caller(), key);
        return result is EnqueueResult.Accepted accepted ? await WaitAsync(accepted, context, waiter, finder) : ErrorOf(result);
    }

    private static async Task<IResult> WaitAsync(EnqueueResult.Accepted accepted, HttpContext context, CaseWaiter waiter, CaseFinder finder)
    {
        var response = context.Response;
        response.Headers.Location = "/api/v1/cases/" + accepted.CaseId.ToString(CultureInfo.InvariantCulture);
        if (accepted.IsReplayed)
            IdempotencyHeader.TellReplayed(response);

        var preferred = WaitPreference.Of(context.Request.Headers["Prefer"]);
        if (preferred is { } seconds)
            response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"wait={seconds}");

        return await waiter.WaitAsync(accepted.CaseId, TimeSpan.FromSeconds(preferred ?? UsualWaitSeconds), context.RequestAborted) switch
        {
            CaseFate.Parked => CasesError.Parked(),
            CaseFate.Stored => await StoredCase.FindAsync(accepted.CaseId, context, finder),
            _ => StoredCase.OnItsWay(accepted.CaseId, context),
        };
    }

    // The service that a department names for its intake; else its active one with the lowest id (spec 5).
    private static Service? ServiceOf(int? departmentId, int hubId, Catalog catalog, RequestFields fields)
    {
        if (departmentId is not { } id)
            return null;

        if (catalog.FindDepartment(id) is not { } department || department.HubId != hubId)
        {
            fields.Refuse("depid", "must be a department.");
            return null;
        }

        var service = department.IntakeServiceId is { } intake
            ? catalog.FindService(intake)
            : catalog.Services.Where(service => service.DepartmentId == id && service.Active).MinBy(service => service.ServiceId);
        if (service is { Active: true })
            return service;

        fields.Refuse("depid", "must be a department with an active service.");
        return null;
    }

    private static async Task CheckTagsAsync(IReadOnlyList<int> tags, int hubId, Database database, RequestFields fields, CancellationToken cancellation)
    {
        var known = await database.ReadAsync(session => HubTeamStore.ReadTagsAsync(session, hubId), cancellation);
        if (tags.Any(tag => !known.Contains(tag.ToString(CultureInfo.InvariantCulture))))
            fields.Refuse("casetags", "must be ids of case tags.");
    }

    private static CasesError ErrorOf(EnqueueResult result) => result is EnqueueResult.Refused refused
        ? CasesError.Invalid(string.Join(' ', refused.Errors.SelectMany(error => error.Value.Select(sentence => InWords(error.Key, sentence)))))
        : CasesError.Of(EnqueueProblem.Of(result));

    private static string InWords(string member, string sentence) => sentence.Replace(member, CaseObject.ParameterOf(member), StringComparison.Ordinal);
}

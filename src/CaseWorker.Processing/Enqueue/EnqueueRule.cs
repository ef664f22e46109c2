using CaseWorker.Contracts;
using CaseWorker.Processing.Catalogs;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Which requests can become a case (spec 2.1): the one rule for gateway, router and worker. Pure; all errors at once.</summary>
public static class EnqueueRule
{
    /// <summary>Longest ExtRef and other references, in UTF-16 units.</summary>
    public const int MaxReference = 200;

    /// <summary>Longest Notes.</summary>
    public const int MaxNotes = 4000;

    /// <summary>Longest Subject.</summary>
    public const int MaxSubject = 100;

    /// <summary>Longest ClassificationCode.</summary>
    public const int MaxClassificationCode = 100;

    /// <summary>Most custom properties.</summary>
    public const int MaxProperties = 100;

    /// <summary>Longest key of a custom property; the shortest is 1.</summary>
    public const int MaxPropertyKey = 100;

    /// <summary>Longest value of a custom property; the shortest is empty.</summary>
    public const int MaxPropertyValue = 2000;

    /// <summary>Checks what was read; the errors of reading come first, and no member is blamed for a value that could not be read.</summary>
    public static EnqueueCheck Check(EnqueueReading reading, Catalog catalog, int? hubId, bool requireActive)
    {
        if (reading.Request is null)
            return new EnqueueCheck(null, false, reading.Errors);

        var check = Check(reading.Request, catalog, hubId, requireActive, reading.Wish);
        if (reading.Errors.Count == 0)
            return check;

        var errors = new Dictionary<string, string[]>(reading.Errors, StringComparer.Ordinal);
        foreach (var (member, sentences) in check.Errors)
            errors.TryAdd(member, sentences);

        return check with { Errors = errors };
    }

    /// <summary>Checks limits and finds the service.</summary>
    /// <param name="hubId">The hub in which the service must be; null: any, as far as only one can be meant.</param>
    /// <param name="requireActive">Whether an inactive service is an error: yes where a message enters, no where it was accepted already.</param>
    /// <param name="wish">Not null: it came through an API whose texts may be longer.</param>
    public static EnqueueCheck Check(CaseEnqueue request, Catalog catalog, int? hubId, bool requireActive, CaseWish? wish = null)
    {
        var errors = new EnqueueErrors();
        var service = FindService(request, catalog, hubId, errors, out var isAmbiguous);
        if (service is { Active: false } && requireActive)
            errors.Add(request.ServiceId is null or 0 ? nameof(request.ServiceIdExtRef) : nameof(request.ServiceId), $"The service {service.ServiceId} must be active, is inactive.");

        if (request.CustomerId < 0)
            errors.Add(nameof(request.CustomerId), $"{nameof(request.CustomerId)} must not be negative.");

        CheckText(nameof(request.ServiceIdExtRef), request.ServiceIdExtRef, MaxReference, errors);
        CheckText(nameof(request.ExtRef), request.ExtRef, MaxReference, errors);
        CheckText(nameof(request.Notes), request.Notes, wish is null ? MaxNotes : CaseWishRule.MaxDetails, errors);
        CheckText(nameof(request.Subject), request.Subject, wish is null ? MaxSubject : CaseWishRule.MaxSummary, errors);
        CheckText(nameof(request.ClassificationCode), request.ClassificationCode, MaxClassificationCode, errors);
        CheckText(nameof(request.ProcedureExtRef), request.ProcedureExtRef, MaxReference, errors);
        CheckText(nameof(request.ProcedureOptionExtRef), request.ProcedureOptionExtRef, MaxReference, errors);
        CheckProperties(request.CustomProperties, errors);
        if (wish is not null)
            CaseWishRule.Check(wish, errors);

        return new EnqueueCheck(service, isAmbiguous, errors.ToDictionary());
    }

    /// <summary>The request as it travels and is compared: ids that say nothing are gone, the service stands by its id alone, false is not said.</summary>
    /// <remarks>A reference could name another service by the time a worker reads it.</remarks>
    public static CaseEnqueue Normalize(CaseEnqueue request, Service service) => request with
    {
        CaseId = null,
        ServiceId = service.ServiceId,
        ServiceIdExtRef = null,
        CustomerId = request.CustomerId is 0 ? null : request.CustomerId,
        AutoClose = request.AutoClose is true ? true : null,
        CustomProperties = request.CustomProperties is { Count: 0 } ? null : request.CustomProperties,
    };

    private static Service? FindService(CaseEnqueue request, Catalog catalog, int? hubId, EnqueueErrors errors, out bool isAmbiguous)
    {
        isAmbiguous = false;
        var extRef = string.IsNullOrEmpty(request.ServiceIdExtRef) ? null : request.ServiceIdExtRef;
        if (request.ServiceId is not (null or 0))
            return FindById(request.ServiceId.Value, extRef, catalog, hubId, errors);

        if (extRef is not null)
            return FindByExtRef(extRef, catalog, hubId, errors, out isAmbiguous);

        errors.Add(nameof(request.ServiceId), $"{nameof(request.ServiceId)} is required, unless {nameof(request.ServiceIdExtRef)} names the service.");
        return null;
    }

    private static Service? FindById(int serviceId, string? extRef, Catalog catalog, int? hubId, EnqueueErrors errors)
    {
        if (catalog.FindService(serviceId) is not { } service || (hubId is not null && service.HubId != hubId))
        {
            errors.Add(nameof(CaseEnqueue.ServiceId), $"{nameof(CaseEnqueue.ServiceId)} must be a service of the hub, {serviceId} is none.");
            return null;
        }

        if (extRef is not null && !string.Equals(extRef, service.ExtRef, StringComparison.Ordinal))
            errors.Add(nameof(CaseEnqueue.ServiceIdExtRef), $"{nameof(CaseEnqueue.ServiceIdExtRef)} must name the same service as {nameof(CaseEnqueue.ServiceId)}.");

        return service;
    }

    private static Service? FindByExtRef(string extRef, Catalog catalog, int? hubId, EnqueueErrors errors, out bool isAmbiguous)
    {
        var services = catalog.FindServices(extRef).Where(service => hubId is null || service.HubId == hubId).Take(2).ToList();
        isAmbiguous = services.Count > 1;
        if (services.Count == 1)
            return services[0];

        errors.Add(nameof(CaseEnqueue.ServiceIdExtRef), isAmbiguous
            ? $"{nameof(CaseEnqueue.ServiceIdExtRef)} must name one service, names services of several hubs."
            : $"{nameof(CaseEnqueue.ServiceIdExtRef)} must name a service of the hub, names none.");
        return null;
    }

    private static void CheckText(string member, string? text, int maxLength, EnqueueErrors errors)
    {
        if (text is not null && TextRule.Check(text, maxLength) is { } wrong)
            errors.Add(member, $"{member} {wrong}");
    }

    private static void CheckProperties(IReadOnlyDictionary<string, string>? properties, EnqueueErrors errors)
    {
        if (properties is null)
            return;

        const string Member = nameof(CaseEnqueue.CustomProperties);
        if (properties.Count > MaxProperties)
            errors.Add(Member, $"{Member} must be at most {MaxProperties}, are {properties.Count}.");

        var ordinal = 0;
        foreach (var (key, value) in properties.Take(MaxProperties))
        {
            ordinal++;
            if (key.Length == 0)
                errors.Add(Member, $"Key {ordinal} of {Member} must not be empty.");

            if (TextRule.Check(key, MaxPropertyKey) is { } wrongKey)
                errors.Add(Member, $"Key {ordinal} of {Member} {wrongKey}");

            if (TextRule.Check(value, MaxPropertyValue) is { } wrongValue)
                errors.Add(Member, $"Value {ordinal} of {Member} {wrongValue}");
        }
    }
}

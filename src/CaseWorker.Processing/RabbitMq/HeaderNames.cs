namespace CaseWorker.Processing.RabbitMq;

/// <summary>The headers of messages between our own processes. On <c>case-intake</c> only <see cref="HubId"/> is read.</summary>
internal static class HeaderNames
{
    /// <summary>The service whose partition it is in, for when the body can't be asked.</summary>
    public const string ServiceId = "cw-service-id";
    public const string CaseId = "cw-case-id";
    public const string HubId = "hub-id";
    public const string Source = "cw-source";
    public const string N = "cw-n";
    public const string Version = "cw-version";

    /// <summary>Unix milliseconds.</summary>
    public const string AcceptedAt = "cw-accepted-at";
    public const string RetryOf = "cw-retry-of";
    public const string PossibleDuplicate = "cw-possible-duplicate";

    /// <summary>True: our gateway wrote the body.</summary>
    public const string Gateway = "cw-gateway";

    /// <summary>On events: their number in the hub.</summary>
    public const string EventNo = "event-no";

    /// <summary>Set by quorum queues: how often the message came back without being acknowledged.</summary>
    public const string DeliveryCount = "x-delivery-count";
}

namespace CaseWorker.Processing.Webhooks;

/// <summary>Where webhooks may be. Section "Webhooks".</summary>
public sealed class WebhookOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "Webhooks";

    /// <summary>
    /// Whether webhooks may be on this machine and in private networks. Default false: whoever may edit a hub's catalogue could
    /// otherwise make this program ask servers that only it can reach.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Gateway.ActionManagement;

/// <summary>Limits of the Action Management API. Section "ActionManagement".</summary>
public sealed class ActionManagementOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "ActionManagement";

    /// <summary>How long a query, or another route that only reads, may take before it is stopped and answered 408. Default 10 s; 0.1 s to 5 min, with SQL Server less than Storage:CommandTimeout.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan QueryTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>Limits of the Cases API. Section "CasesApi".</summary>
public sealed class CasesApiOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "CasesApi";

    /// <summary>How many requests an hour where nothing is said and there is a broker.</summary>
    public const int UsualRequestsPerHour = 1800;

    /// <summary>How many requests a key may send in an hour (UTC), over all gateways. 0: as many as it likes. null: 1800, without a broker 0. Up to 1000000.</summary>
    [Range(0, 1_000_000)]
    public int? RequestsPerHour { get; set; }
}

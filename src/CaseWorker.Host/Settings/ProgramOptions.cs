namespace CaseWorker.Host.Settings;

/// <summary>What this process is. These names stand outside any section.</summary>
internal sealed class ProgramOptions
{
    /// <summary>Any of gateway, worker and scheduler, separated by commas. Default: all three.</summary>
    public string Roles { get; set; } = "gateway,worker,scheduler";

    /// <summary>Where this process listens; several are separated by semicolons. Every role serves its health routes there. Default: this machine only.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5080";

    /// <summary>The address by which callers know the gateway, for links. Empty: the Host header of the request.</summary>
    public string PublicUrl { get; set; } = "";
}

using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Processing.Access;

/// <summary>What becomes of callers that try keys. A valid key always passes, whatever else comes from its address. Section "BadKeys".</summary>
public sealed class BadKeysOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "BadKeys";

    /// <summary>How many wrong keys an address may send in a minute before it is answered 429, and late. 0: as many as it likes. Default 30; up to 10000.</summary>
    [Range(0, 10_000)]
    public int PerMinute { get; set; } = 30;

    /// <summary>How long such an answer is held back. Default 1 s; up to 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan HeldBackFor { get; set; } = TimeSpan.FromSeconds(1);
}

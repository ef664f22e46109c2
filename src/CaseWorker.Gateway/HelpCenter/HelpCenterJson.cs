using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.HelpCenter;

/// <summary>The JSON of the HelpCenter API: camelCase, null when none, instants with milliseconds and <c>Z</c>.</summary>
[JsonSerializable(typeof(HelpCenterPage))]
[JsonSerializable(typeof(UpdatedBody))]
[JsonSerializable(typeof(HelpCenterErrorBody))]
internal sealed partial class HelpCenterJson : JsonSerializerContext
{
    /// <summary>Text is written as it came.</summary>
    public static HelpCenterJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = PlainJsonEncoder.Instance,
        Converters = { new InstantConverter() },
    });
}

/// <summary>A page of cases.</summary>
/// <param name="Offset">Index of the first one, as it was asked for.</param>
/// <param name="Limit">The most that the page holds, as it was asked for.</param>
/// <param name="Total">How many cases there are on all pages.</param>
internal sealed record HelpCenterPage(long Offset, int Limit, int Total, IReadOnlyList<HelpCenterCase> Cases);

internal sealed record UpdatedBody(bool Success);

internal sealed record HelpCenterErrorBody(string Error, string Message);

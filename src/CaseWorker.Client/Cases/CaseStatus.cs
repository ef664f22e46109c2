using System.Text.Json.Serialization;

namespace CaseWorker.Client;

/// <summary>Who is to act on a case, or that it is over.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseStatus>))]
public enum CaseStatus
{
    /// <summary>It waits for the team.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>It waits for the customer.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>It is over, until it is reopened.</summary>
    [JsonStringEnumMemberName("closed")]
    Closed,
}

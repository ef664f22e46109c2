using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CaseWorker.Processing;

namespace CaseWorker.Gateway.CasesApi;

/// <summary>The JSON of the Cases API: names as its clients know them, null when none.</summary>
[JsonSerializable(typeof(CaseObject))]
[JsonSerializable(typeof(IReadOnlyList<CaseObject>))]
[JsonSerializable(typeof(CaseIdsObject))]
[JsonSerializable(typeof(IReadOnlyList<DepartmentObject>))]
[JsonSerializable(typeof(IReadOnlyList<RepObject>))]
[JsonSerializable(typeof(SuccessObject))]
[JsonSerializable(typeof(ErrorObject))]
internal sealed partial class CasesApiJson : JsonSerializerContext
{
    /// <summary>Text is written as it came.</summary>
    public static CasesApiJson Plain { get; } = new(new JsonSerializerOptions { Encoder = PlainJsonEncoder.Instance });
}

/// <summary>A case that is accepted and not stored yet.</summary>
internal sealed record CaseIdsObject([property: JsonPropertyName("id")] int Id)
{
    [JsonPropertyName("caseid")]
    public int CaseId => Id;

    [JsonPropertyName("casenum")]
    public string CaseNum => Id.ToString(CultureInfo.InvariantCulture);

    [JsonPropertyName("casenumber")]
    public string CaseNumber => CaseNum;
}

internal sealed record DepartmentObject(
    [property: JsonPropertyName("departmentid")] int DepartmentId,
    [property: JsonPropertyName("name")] string Name);

internal sealed record RepObject(
    [property: JsonPropertyName("userid")] int UserId,
    [property: JsonPropertyName("firstname")] string FirstName,
    [property: JsonPropertyName("lastname")] string LastName,
    [property: JsonPropertyName("active")] bool Active);

internal sealed record SuccessObject([property: JsonPropertyName("success")] bool Success);

internal sealed record ErrorObject([property: JsonPropertyName("error")] string Error);

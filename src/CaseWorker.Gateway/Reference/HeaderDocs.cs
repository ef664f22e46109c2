using Microsoft.OpenApi;

namespace CaseWorker.Gateway.Reference;

/// <summary>The headers of answers, told once for all routes.</summary>
internal static class HeaderDocs
{
    private static readonly Dictionary<string, (JsonSchemaType Type, string Text)> Known = new(StringComparer.Ordinal)
    {
        ["ETag"] = (JsonSchemaType.String, "The version of the case in quotes, for If-Match."),
        ["Idempotent-Replayed"] = (JsonSchemaType.String, "`true` when an earlier request with the same Idempotency-Key had this answer."),
        ["Last-Event-ID"] = (JsonSchemaType.Integer, "The number behind which the stream begins."),
        ["Location"] = (JsonSchemaType.String, "Where the case is to be read."),
        ["Preference-Applied"] = (JsonSchemaType.String, "`wait=N` when the wish to wait was followed."),
        ["Retry-After"] = (JsonSchemaType.Integer, "Seconds to wait before the next try."),
        ["WWW-Authenticate"] = (JsonSchemaType.String, "How to present a key."),
        ["X-FuseDesk-Error"] = (JsonSchemaType.String, "The sentence of the body."),
        ["X-FuseDesk-Error-Code"] = (JsonSchemaType.String, "A word for programs, such as `api_error_invalid`."),
        ["X-FuseDesk-Usage-Limit"] = (JsonSchemaType.Integer, "How many requests the key may send in this hour (UTC). Not sent where there is no limit."),
        ["X-FuseDesk-Usage-Remaining"] = (JsonSchemaType.Integer, "How many of them are left."),
    };

    public static IOpenApiHeader Of(string name)
    {
        var (type, text) = Known[name];
        return new OpenApiHeader { Description = text, Schema = new OpenApiSchema { Type = type } };
    }
}

using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.CasesApi;
using CaseWorker.Processing.DueDates.Explaining;

namespace CaseWorker.Gateway.Reference;

/// <summary>The few members that are written in a way of their own, which no type tells.</summary>
internal static class WrittenByHand
{
    private static readonly Dictionary<(Type Owner, string Member), string> Schemas = new()
    {
        [(typeof(AssignmentView), "eligible")] = """{"type":"array","items":{"type":"integer","format":"int32"}}""",
        [(typeof(AssignmentView), "excluded")] =
            """{"type":"array","items":{"type":"object","required":["repId","reason"],"properties":{"repId":{"type":"integer","format":"int32"},"reason":{"type":"string"}}}}""",
        [(typeof(DueExplanation), "policy")] = """{"type":["object","null"],"allOf":[{"$ref":"#/components/schemas/DuePolicy"}]}""",
        [(typeof(CaseObject), "date_requestedfeedback")] =
            """{"description":"A date, or false when none.","oneOf":[{"type":"string"},{"type":"boolean","enum":[false]}]}""",
    };

    /// <summary>Null: the type tells it.</summary>
    public static JsonNode? Find(JsonSchemaExporterContext context) =>
        context.PropertyInfo is { } property && Schemas.TryGetValue((property.DeclaringType, property.Name), out var schema) ? JsonNode.Parse(schema) : null;
}

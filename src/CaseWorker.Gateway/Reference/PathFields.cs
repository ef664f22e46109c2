using System.Text.RegularExpressions;

namespace CaseWorker.Gateway.Reference;

/// <summary>The parameters within addresses, told once for all routes.</summary>
internal static partial class PathFields
{
    private static readonly Dictionary<string, Field> Known = new Field[]
    {
        Field.Whole("hubId", "The hub: that of the key.", least: 1),
        Field.Whole("noteId", "The note's id.", least: 1),
        Field.String("conversationId", "The conversation's id, as lists show it."),
        Field.Whole("caseId", "The case's id.", least: 1),
        Field.Whole("serviceId", "The service's id.", least: 1),
        Field.Whole("repId", "The rep's id.", least: 1),
        Field.Whole("tagId", "The case tag's id.", least: 1),
        Field.Whole("webhookId", "The webhook's id.", least: 1),
        Field.Long("parkedId", "The parked message's id."),
        Field.Long("keyId", "The key's id."),
        Field.Long("deliveryId", "The delivery's id."),
    }.ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Field> Of(string path) => Names().Matches(path).Select(match => Known[match.Groups[1].Value] with { Name = match.Groups[1].Value });

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names();
}

namespace CaseWorker.Gateway.Reference;

/// <summary>What a type is called in the document.</summary>
internal static class SchemaNames
{
    /// <summary>CaseView is "Case", a page of it, as our own lists or as those of the document have it, "CasePage"; all others are called what they are.</summary>
    public static string Of(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(Of)) + "Page"
        : type.Name.EndsWith("View", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;
}

namespace CaseWorker.Gateway.Reference;

/// <summary>What every list takes.</summary>
internal static class PageFields
{
    public static Field Top { get; } = Field.Whole("top", "How many at most.", least: 1, most: 1000, usual: 100);

    public static IReadOnlyList<Field> All { get; } = [Field.String("after", "The `next` of the part before, as it came."), Top];
}

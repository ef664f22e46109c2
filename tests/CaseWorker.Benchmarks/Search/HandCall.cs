using System.Text.Json.Serialization;

namespace CaseWorker.Benchmarks.Search;

/// <summary>A call as <see cref="HandServer"/> tells it to its process, in JSON: its statements in their order.</summary>
internal sealed record HandCall(IReadOnlyList<HandStatement> Statements)
{
    public static HandCall Of(ComparedCall call) => new([.. call.Statements.Select(one => new HandStatement(one.Text, [.. one.Values.Select(value => HandValue.Of(value.Key, value.Value))]))]);
}

/// <summary>A statement and its values.</summary>
internal sealed record HandStatement(string Text, IReadOnlyList<HandValue> Values);

/// <summary>The value of a parameter; none of the three is NULL.</summary>
/// <param name="Name">With its sign.</param>
internal sealed record HandValue(string Name, long? Number, string? Text, byte[]? Bytes)
{
    public static HandValue Of(string name, object? value) => new(name, value as long?, value as string, value as byte[]);

    /// <summary>As <see cref="HandStatements.Bind"/> takes it.</summary>
    [JsonIgnore]
    public object? Value => Number ?? (object?)Text ?? Bytes;
}

namespace CaseWorker.Tests.Fuzz;

/// <summary>An answer as it came over the wire. Of a stream only the beginning.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, bool IsStream)
{
    public bool IsLast => Header("Connection")?.Contains("close", StringComparison.OrdinalIgnoreCase) is true;

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}

/// <summary>What came is no HTTP answer.</summary>
internal sealed class UnreadableAnswerException(string message) : Exception(message);

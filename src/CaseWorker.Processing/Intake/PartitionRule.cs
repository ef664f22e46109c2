using System.Buffers.Binary;
using System.Globalization;

namespace CaseWorker.Processing.Intake;

/// <summary>Which partition a service belongs to. Everyone who routes must agree, for ever: FNV-1a over the id's four bytes, little end first.</summary>
public static class PartitionRule
{
    /// <summary>0 to <paramref name="partitions"/> - 1; the same on every machine and after every restart.</summary>
    public static int PartitionOf(int serviceId, int partitions)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, serviceId);
        var hash = 2166136261u;
        foreach (var value in bytes)
            hash = unchecked((hash ^ value) * 16777619u);

        return (int)(hash % (uint)partitions);
    }

    /// <summary>The routing key of a partition, and with "case-intake-" before it the name of its queue: <c>{N}-{pp}</c>.</summary>
    public static string NameOf(int partition, int partitions) =>
        string.Create(CultureInfo.InvariantCulture, $"{partitions}-{partition:00}");
}

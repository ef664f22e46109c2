using System.Buffers.Binary;

namespace CaseWorker.IntegrationTests.Chaos.Proxy;

/// <summary>What one connection has open: deliveries that are not acknowledged, publishes that are not confirmed.</summary>
/// <remarks>Counted from the frames that go through, since the broker's own statistics are seconds old. Thread-safe.</remarks>
internal sealed class OpenTags
{
    private readonly Lock gate = new();
    private readonly Dictionary<ushort, Tags> delivered = [];
    private readonly Dictionary<ushort, Tags> published = [];
    private readonly HashSet<ushort> confirming = [];

    public int Unacknowledged
    {
        get
        {
            lock (gate)
                return delivered.Values.Sum(tags => tags.Open.Count);
        }
    }

    public int Unconfirmed
    {
        get
        {
            lock (gate)
                return published.Values.Sum(tags => tags.Open.Count);
        }
    }

    public void FromClient(ushort channel, (ushort Class, ushort Method) method, ReadOnlySpan<byte> arguments)
    {
        lock (gate)
        {
            switch (method)
            {
                case (85, 10):
                    confirming.Add(channel);
                    break;
                case (60, 40) when confirming.Contains(channel):
                    TagsOf(published, channel).Next();
                    break;
                case (60, 80) or (60, 120):
                    TagsOf(delivered, channel).Settle(arguments);
                    break;
                case (20, 40) or (20, 41) or (10, 50):
                    Forget(channel);
                    break;
            }
        }
    }

    public void FromBroker(ushort channel, (ushort Class, ushort Method) method, ReadOnlySpan<byte> arguments)
    {
        lock (gate)
        {
            switch (method)
            {
                case (60, 60):
                    TagsOf(delivered, channel).Next();
                    break;
                case (60, 80) or (60, 120):
                    TagsOf(published, channel).Settle(arguments);
                    break;
                case (20, 40) or (20, 41):
                    Forget(channel);
                    break;
            }
        }
    }

    private static Tags TagsOf(Dictionary<ushort, Tags> all, ushort channel)
    {
        if (!all.TryGetValue(channel, out var tags))
            all.Add(channel, tags = new Tags());

        return tags;
    }

    private void Forget(ushort channel)
    {
        delivered.Remove(channel);
        published.Remove(channel);
        confirming.Remove(channel);
    }

    private sealed class Tags
    {
        private ulong last;

        public HashSet<ulong> Open { get; } = [];

        public void Next() => Open.Add(++last);

        public void Settle(ReadOnlySpan<byte> arguments)
        {
            var tag = BinaryPrimitives.ReadUInt64BigEndian(arguments);
            if ((arguments[8] & 1) == 0)
                Open.Remove(tag);
            else
                Open.RemoveWhere(open => open <= tag || tag == 0);
        }
    }
}

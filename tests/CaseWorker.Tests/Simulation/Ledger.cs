using System.Collections.Concurrent;
using System.Text;

namespace CaseWorker.Tests.Simulation;

/// <summary>What was sent and what was confirmed.</summary>
internal sealed class Ledger
{
    private static readonly ConcurrentDictionary<(int, int, MessageKind), byte[]> Bodies = new();

    private readonly List<LedgerEntry> entries = [];

    public IReadOnlyList<LedgerEntry> Entries => entries;

    public LedgerEntry Add(int serviceId, MessageKind kind, bool isIntake, bool hasKey)
    {
        var entry = new LedgerEntry(entries.Count, serviceId, kind, isIntake, hasKey ? $"k{entries.Count}" : null);
        entries.Add(entry);
        return entry;
    }

    /// <summary>The body tells the number, so that whatever is stored or parked can be traced back.</summary>
    public static byte[] BodyOf(int number, int serviceId, MessageKind kind) => Bodies.GetOrAdd((number, serviceId, kind), static id => Encoding.UTF8.GetBytes(id.Item3 switch
    {
        MessageKind.Good => $$"""{"ServiceId":{{id.Item2}},"Subject":"m{{id.Item1}}"}""",
        MessageKind.Invalid => $$"""{"ServiceId":{{id.Item2}},"Subject":[],"Notes":"Invalid m{{id.Item1}}"}""",
        MessageKind.Malformed => $"Malformed m{id.Item1}",
        MessageKind.Throws or MessageKind.Kills => $$"""{"ServiceId":{{id.Item2}},"Notes":"{{id.Item3}}","Subject":"m{{id.Item1}}"}""",
    }));

    /// <summary>Null: nobody sent it.</summary>
    public LedgerEntry? Find(byte[] body)
    {
        var number = NumberOf(body);
        return number >= 0 && number < entries.Count ? entries[number] : null;
    }

    public MessageKind KindOf(byte[] body) => Find(body) is { } entry && ReferenceEquals(body, entry.Body) ? entry.Kind : MessageKind.Good;

    public static string Describe(BrokerMessage message) => $"m{NumberOf(message.Body)}";

    public static int NumberOf(byte[] body)
    {
        var mark = body.AsSpan().LastIndexOf("m"u8);
        var number = 0;
        for (var place = mark + 1; place < body.Length && body[place] is >= (byte)'0' and <= (byte)'9'; place++)
            number = (number * 10) + body[place] - '0';

        return mark < 0 || mark + 1 == body.Length ? -1 : number;
    }
}

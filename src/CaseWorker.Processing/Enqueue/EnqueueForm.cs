using System.Globalization;

namespace CaseWorker.Processing.Enqueue;

/// <summary>Reads a CaseEnqueue from <c>application/x-www-form-urlencoded</c>. Pure; never throws.</summary>
/// <remarks>
/// Custom properties come as <c>CustomProperties[key]=value</c>, or as pairs <c>CustomProperties[0].Key</c> and
/// <c>CustomProperties[0].Value</c>; the first appearance gives the order. Every field may come once.
/// </remarks>
public static class EnqueueForm
{
    private const string Properties = nameof(EnqueueMember.CustomProperties);

    /// <summary>Reads the fields; names of members are found whatever their case.</summary>
    public static EnqueueReading Read(ReadOnlySpan<byte> body)
    {
        var draft = new EnqueueDraft();
        var pairs = new OrderedDictionary<int, Pair>();
        if (UrlEncodedForm.Read(body) is not { } fields)
            return EnqueueReading.Malformed(UrlEncodedForm.Must);

        foreach (var (name, value) in fields)
            ReadField(name, value, draft, pairs);

        foreach (var pair in pairs.Values)
            pair.AddTo(draft);

        return draft.Finish();
    }

    private static void ReadField(string name, string value, EnqueueDraft draft, OrderedDictionary<int, Pair> pairs)
    {
        if (name.StartsWith(Properties + "[", StringComparison.OrdinalIgnoreCase))
            ReadProperty(name[(Properties.Length + 1)..], value, draft, pairs);
        else if (EnqueueMembers.Find(name) is { } member)
            ReadMember(member, value, draft);
        else
            draft.BeginUnknown(name);
    }

    private static void ReadMember(EnqueueMember member, string value, EnqueueDraft draft)
    {
        draft.Begin(member);
        draft.Set(member, value);
    }

    private static void ReadProperty(string rest, string value, EnqueueDraft draft, OrderedDictionary<int, Pair> pairs)
    {
        var close = rest.LastIndexOf(']');
        if (close < 0)
        {
            draft.Refuse(EnqueueMember.CustomProperties, "must have its keys in square brackets.");
            return;
        }

        var inside = rest[..close];
        var after = rest[(close + 1)..];
        if (after.Length == 0)
        {
            draft.AddProperty(inside, value);
            return;
        }

        if (!int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || !PairOf(pairs, index).Take(after, value))
            draft.Refuse(EnqueueMember.CustomProperties, "must come as [key], or as [0].Key and [0].Value, each once.");
    }

    private static Pair PairOf(OrderedDictionary<int, Pair> pairs, int index)
    {
        if (!pairs.TryGetValue(index, out var pair))
            pairs.Add(index, pair = new Pair());

        return pair;
    }

    private sealed class Pair
    {
        private string? key;
        private string? value;

        public bool Take(string part, string text)
        {
            if (part.Equals(".Key", StringComparison.OrdinalIgnoreCase) && key is null)
                key = text;
            else if (part.Equals(".Value", StringComparison.OrdinalIgnoreCase) && value is null)
                value = text;
            else
                return false;

            return true;
        }

        public void AddTo(EnqueueDraft draft)
        {
            if (key is null)
                draft.Refuse(EnqueueMember.CustomProperties, "must have a key for each value.");
            else
                draft.AddProperty(key, value ?? "");
        }
    }
}

using System.Buffers;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Storage.Dialects;

/// <summary>Finds the page of rows that are handed in one by one in any order, and counts them.</summary>
/// <remarks>
/// SQLite sorts up to the end of a page by a tree that it keeps in order, which costs several times what reading the rows does when the
/// page is deep. Here rows are parted by what comes before the page, in it and behind it, and only the page is sorted. Of what comes
/// behind it no more is kept than of the rest.
/// </remarks>
/// <param name="skip">How many rows come before the page.</param>
/// <param name="top">How many it has at most, 1 or more.</param>
internal sealed class SortedPage(bool descending, int skip, int top) : IComparer<SortKey>, IDisposable
{
    private readonly long end = (long)skip + top;
    private SortKey[] keys = ArrayPool<SortKey>.Shared.Rent(1024);
    private int count;
    private int total;

    // The page ends with this or before it.
    private SortKey? last;

    public void Add(in SortKey key)
    {
        total++;
        if (last is { } bar && key.CompareTo(bar, descending) > 0)
            return;
        if (count == keys.Length)
            MakeRoom();

        keys[count++] = key;
    }

    public CasePage Read()
    {
        if (skip >= count)
            return new CasePage(total, []);

        var behind = (int)Math.Min(end, count);
        Part(skip, from: 0);
        Part(behind - 1, from: skip);
        Array.Sort(keys, skip, behind - skip, this);
        return new CasePage(total, [.. keys[skip..behind].Select(key => key.CaseId)]);
    }

    public int Compare(SortKey x, SortKey y) => x.CompareTo(y, descending);

    public void Dispose() => ArrayPool<SortKey>.Shared.Return(keys, clearArray: true);

    private void MakeRoom()
    {
        if (end <= count / 2)
        {
            Part((int)end - 1, from: 0);
            count = (int)end;
            last = keys[count - 1];
            return;
        }

        var larger = ArrayPool<SortKey>.Shared.Rent(count * 2);
        keys.AsSpan(0, count).CopyTo(larger);
        ArrayPool<SortKey>.Shared.Return(keys, clearArray: true);
        keys = larger;
    }

    // Brings the row that belongs to the place there, what comes before it to its left, and what comes behind it to its right.
    private void Part(int place, int from)
    {
        var (low, high) = (from, count - 1);
        while (low < high)
        {
            var (left, right, pivot) = (low, high, keys[low + ((high - low) / 2)]);
            while (left <= right)
            {
                while (keys[left].CompareTo(pivot, descending) < 0)
                    left++;
                while (keys[right].CompareTo(pivot, descending) > 0)
                    right--;
                if (left > right)
                    break;

                (keys[left], keys[right]) = (keys[right], keys[left]);
                left++;
                right--;
            }

            if (place <= right)
                high = right;
            else if (place >= left)
                low = left;
            else
                return;
        }
    }
}

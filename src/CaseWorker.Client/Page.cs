using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CaseWorker.Client;

/// <summary>A part of a list. <paramref name="Next"/> is what to send as <c>after</c> for the next one; null: there is none.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Walks a list from its first item to its last; a page is asked for when the one before has been taken.</summary>
internal static class Pages
{
    /// <param name="path">With its query, without <c>after</c>.</param>
    /// <exception cref="CaseWorkerException">A page could not be read.</exception>
    public static async IAsyncEnumerable<T> WalkAsync<T>(this Sender sender, string path, JsonTypeInfo<Page<T>> json, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var sent = await sender.SendAsync(Call.Get(after is null ? path : Query.With(path, "after", after)), cancellation);
            if (sent.Answer is not { Status: System.Net.HttpStatusCode.OK, Body: var body })
                throw CaseWorkerException.Of(sent);

            var page = JsonSerializer.Deserialize(body, json)!;
            foreach (var item in page.Items)
                yield return item;

            after = page.Next;
        }
        while (after is not null);
    }
}

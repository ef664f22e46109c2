using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Xml;

namespace CaseWorker.Client;

/// <summary>Services of the key's hub: the proof of their order, and their due policies. Needs the scope <c>cases:read</c>; changes nothing.</summary>
/// <remarks>Every member throws <see cref="CaseWorkerException"/> when the key is not valid here or the answer is none that can be expected.</remarks>
public sealed class ServicesClient
{
    private readonly Sender sender;

    internal ServicesClient(Sender sender) => this.sender = sender;

    /// <summary>A part of the FIFO proof.</summary>
    /// <param name="serviceId">The service.</param>
    /// <param name="after">The sequence behind which it begins; 0: at the first case.</param>
    /// <param name="top">How many cases, 1 to 1,000.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<Outcome<FifoPage>> GetFifoAsync(int serviceId, long after = 0, int top = 1000, CancellationToken cancellation = default) =>
        SendAsync(Call.Get(Query.With(Query.With(PathOf(serviceId, "fifo"), "after", after), "top", top)), ClientJson.Default.FifoPage, cancellation);

    /// <summary>The whole FIFO proof, part by part from the first case to the last.</summary>
    /// <exception cref="InvalidOperationException">A part could not be read; the message has the outcome.</exception>
    public async IAsyncEnumerable<FifoPage> WalkFifoAsync(int serviceId, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? after = "0";
        while (after is not null)
        {
            var page = (await GetFifoAsync(serviceId, long.Parse(after, CultureInfo.InvariantCulture), cancellation: cancellation)).RequireValue();
            yield return page;
            after = page.Next;
        }
    }

    /// <summary>A part of what a policy would do to the open cases of a service.</summary>
    /// <param name="serviceId">The service.</param>
    /// <param name="policy">The policy that the service could have.</param>
    /// <param name="after"><see cref="WhatIfPage.Next"/> of the part before; null: the first one.</param>
    /// <param name="top">How many cases, 1 to 1,000.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<Outcome<WhatIfPage>> WhatIfAsync(int serviceId, DuePolicy policy, string? after = null, int top = 1000, CancellationToken cancellation = default) =>
        SendAsync(
            new Call(HttpMethod.Post, Query.With(Query.With(PathOf(serviceId, "due/what-if"), "top", top), "after", after))
            {
                Json = JsonSerializer.SerializeToUtf8Bytes(policy, ClientJson.Default.DuePolicy),
                MayRepeat = true,
            },
            ClientJson.Default.WhatIfPage,
            cancellation);

    /// <summary>How late stages fired lately.</summary>
    /// <param name="serviceId">The service.</param>
    /// <param name="window">Up to 31 days; null: the last hour.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<Outcome<Lateness>> GetLatenessAsync(int serviceId, TimeSpan? window = null, CancellationToken cancellation = default) =>
        SendAsync(Call.Get(Query.With(PathOf(serviceId, "due/lateness"), "window", window is { } length ? XmlConvert.ToString(length) : null)), ClientJson.Default.Lateness, cancellation);

    private static string PathOf(int serviceId, string below) => string.Create(CultureInfo.InvariantCulture, $"api/services/{serviceId}/{below}");

    private async Task<Outcome<T>> SendAsync<T>(Call call, JsonTypeInfo<T> json, CancellationToken cancellation) =>
        OutcomeReader.Read(await sender.SendAsync(call, cancellation), body => JsonSerializer.Deserialize(body, json)!);
}

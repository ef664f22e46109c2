using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CaseWorker.Client;

/// <summary>Messages that could not become cases: of the key's hub, of all for operators. Needs the scope <c>admin</c>.</summary>
/// <remarks>Every member throws <see cref="CaseWorkerException"/> when the key is not valid here or the answer is none that can be expected.</remarks>
public sealed class ParkedClient
{
    private readonly Sender sender;

    internal ParkedClient(Sender sender) => this.sender = sender;

    /// <summary>Parked messages by ascending id, page by page while they are taken.</summary>
    /// <param name="state">Null: in whatever state.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public IAsyncEnumerable<ParkedMessage> ListAsync(ParkedState? state = null, CancellationToken cancellation = default) =>
        sender.WalkAsync(Query.With("api/parked", "state", state is { } one ? WordOf(one) : null), ClientJson.Default.PageParkedMessage, cancellation);

    /// <summary>One of them, with the reason in sentences.</summary>
    public Task<Outcome<ParkedMessage>> GetAsync(long parkedId, CancellationToken cancellation = default) =>
        SendAsync(Call.Get(PathOf(parkedId)), cancellation);

    /// <summary>Sends it again, under the id that was promised. Done: it is on its way; whether it became a case shows in its state.</summary>
    /// <param name="parkedId">The message.</param>
    /// <param name="payload">Replaces the body of the message; null: it stays.</param>
    /// <param name="cancellation">Ends the call; whether it was sent is then not known, and trying again is safe.</param>
    public Task<Outcome<ParkedMessage>> RetryAsync(long parkedId, string? payload = null, CancellationToken cancellation = default) =>
        SendAsync(new Call(HttpMethod.Post, PathOf(parkedId, "/retry")) { Json = payload is null ? null : Encoding.UTF8.GetBytes(payload), MayRepeat = true }, cancellation);

    /// <summary>Gives it up for good. Not repeated when its answer was lost: the second time it is a conflict.</summary>
    /// <param name="parkedId">The message.</param>
    /// <param name="reason">Kept with it; must say something.</param>
    /// <param name="cancellation">Ends the call; whether it was done is then not known.</param>
    public Task<Outcome<ParkedMessage>> DiscardAsync(long parkedId, string reason, CancellationToken cancellation = default) =>
        SendAsync(
            new Call(HttpMethod.Post, PathOf(parkedId, "/discard")) { Json = JsonSerializer.SerializeToUtf8Bytes(new DiscardReason(reason), ClientJson.Default.DiscardReason) },
            cancellation);

    private static string PathOf(long parkedId, string below = "") => string.Create(CultureInfo.InvariantCulture, $"api/parked/{parkedId}{below}");

    private static string WordOf(ParkedState state) => state switch
    {
        ParkedState.Parked => "parked",
        ParkedState.Retrying => "retrying",
        ParkedState.Resolved => "resolved",
        ParkedState.Discarded => "discarded",
    };

    private async Task<Outcome<ParkedMessage>> SendAsync(Call call, CancellationToken cancellation) =>
        OutcomeReader.Read(await sender.SendAsync(call, cancellation), body => JsonSerializer.Deserialize(body, ClientJson.Default.ParkedMessage)!);
}

/// <summary>The body of a discarding.</summary>
internal sealed record DiscardReason(string Reason);

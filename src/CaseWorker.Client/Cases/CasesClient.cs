using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CaseWorker.Client;

/// <summary>Cases of the key's hub: read with the scope <c>cases:read</c>, changed with <c>cases:write</c>.</summary>
/// <remarks>
/// <c>ifVersion</c> makes a change depend on the version that was read (<see cref="Outcome{T}.Done"/>): somebody else's change in between
/// gives <see cref="Outcome{T}.Stale"/>. Such a change is not repeated when its answer was lost, since its own success would look like
/// somebody else's; without a version, changes are repeated that change nothing the second time.
/// Every member throws <see cref="CaseWorkerException"/> when the key is not valid here or the answer is none that can be expected.
/// </remarks>
public sealed class CasesClient
{
    private readonly Sender sender;

    internal CasesClient(Sender sender) => this.sender = sender;

    /// <summary>A case as it is now.</summary>
    public Task<Outcome<Case>> GetAsync(int caseId, CancellationToken cancellation = default) =>
        SendAsync(Call.Get(PathOf(caseId)), ClientJson.Default.Case, cancellation);

    /// <summary>Cases, page by page while they are taken; ends with the last one.</summary>
    /// <param name="filter">Null: all of the hub.</param>
    /// <param name="cancellation">Ends the listing.</param>
    public IAsyncEnumerable<Case> ListAsync(CaseFilter? filter = null, CancellationToken cancellation = default) =>
        sender.WalkAsync((filter ?? new CaseFilter()).ToPath(), ClientJson.Default.PageCase, cancellation);

    /// <summary>The notes of a stored case, in the order in which they were written.</summary>
    public IAsyncEnumerable<CaseNote> ListNotesAsync(int caseId, CancellationToken cancellation = default) =>
        sender.WalkAsync(PathOf(caseId, "/notes"), ClientJson.Default.PageCaseNote, cancellation);

    /// <summary>The decisions on who has a stored case, oldest first.</summary>
    public IAsyncEnumerable<CaseAssignment> ListAssignmentsAsync(int caseId, CancellationToken cancellation = default) =>
        sender.WalkAsync(PathOf(caseId, "/assignments"), ClientJson.Default.PageCaseAssignment, cancellation);

    /// <summary>Why a case is due when it is, and what fired.</summary>
    public Task<Outcome<DueExplanation>> ExplainDueAsync(int caseId, CancellationToken cancellation = default) =>
        SendAsync(Call.Get(PathOf(caseId, "/due")), ClientJson.Default.DueExplanation, cancellation);

    /// <summary>Closes it. Closed already: done.</summary>
    public Task<Outcome<Case>> CloseAsync(int caseId, long? ifVersion = null, CancellationToken cancellation = default) =>
        ChangeAsync(new Call(HttpMethod.Post, PathOf(caseId, "/close")), ifVersion, cancellation);

    /// <summary>Makes a closed case new, in a new cycle. Not closed: done.</summary>
    public Task<Outcome<Case>> ReopenAsync(int caseId, long? ifVersion = null, CancellationToken cancellation = default) =>
        ChangeAsync(new Call(HttpMethod.Post, PathOf(caseId, "/reopen")), ifVersion, cancellation);

    /// <summary>Sets the status; away from closed it is a reopening.</summary>
    public Task<Outcome<Case>> SetStatusAsync(int caseId, CaseStatus status, long? ifVersion = null, CancellationToken cancellation = default) =>
        ChangeAsync(new Call(HttpMethod.Post, PathOf(caseId, "/status")) { Json = BytesOf(new NewStatus(CaseStatusWord.Of(status)), ClientJson.Default.NewStatus) }, ifVersion, cancellation);

    /// <summary>Gives it to another department, or another rep. Not repeated when its answer was lost: who gets it may be drawn.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="departmentId">Null: the one it is in. One of the two must be given.</param>
    /// <param name="repId">Honoured if eligible there; null: the department's way of choosing decides.</param>
    /// <param name="ifVersion">The version that it must have; null: any.</param>
    /// <param name="cancellation">Ends the call; whether it was done is then not known.</param>
    public Task<Outcome<Case>> TransferAsync(int caseId, int? departmentId, int? repId = null, long? ifVersion = null, CancellationToken cancellation = default) =>
        SendAsync(
            new Call(HttpMethod.Post, PathOf(caseId, "/transfer")) { Json = BytesOf(new NewPlace(departmentId, repId), ClientJson.Default.NewPlace), IfVersion = ifVersion },
            ClientJson.Default.Case,
            cancellation);

    /// <summary>Sets the due date by hand; it then no longer follows the policy.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="dueAt">Null: it is not due any more.</param>
    /// <param name="ifVersion">The version that it must have; null: any.</param>
    /// <param name="cancellation">Ends the call; whether it was done is then not known.</param>
    public Task<Outcome<Case>> SetDueAsync(int caseId, DateTimeOffset? dueAt, long? ifVersion = null, CancellationToken cancellation = default) =>
        ChangeAsync(new Call(HttpMethod.Post, PathOf(caseId, "/due")) { Json = BytesOf(new NewDueDate(dueAt), ClientJson.Default.NewDueDate) }, ifVersion, cancellation);

    /// <summary>Puts a tag of the hub on it. There already: done.</summary>
    public Task<Outcome<Case>> TagAsync(int caseId, int tagId, long? ifVersion = null, CancellationToken cancellation = default) =>
        ChangeAsync(new Call(HttpMethod.Put, PathOf(caseId, "/tags/" + Text(tagId))), ifVersion, cancellation);

    /// <summary>Takes a tag of the hub from it. Not there: done.</summary>
    public Task<Outcome<Case>> UntagAsync(int caseId, int tagId, long? ifVersion = null, CancellationToken cancellation = default) =>
        ChangeAsync(new Call(HttpMethod.Delete, PathOf(caseId, "/tags/" + Text(tagId))), ifVersion, cancellation);

    /// <summary>Writes a note. Repeated when its answer was lost: under one key it is written once.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="text">1 to 100,000.</param>
    /// <param name="title">At most 1,000; null: none.</param>
    /// <param name="type">note, call or email. A call is a response.</param>
    /// <param name="ifVersion">The version that the case must have; null: any.</param>
    /// <param name="idempotencyKey">1 to 255 visible ASCII characters that name this note in the hub for 7 days; null: a key of its own.</param>
    /// <param name="cancellation">Ends the call; whether it was done is then not known.</param>
    public Task<Outcome<CaseNote>> AddNoteAsync(
        int caseId, string text, string? title = null, string type = "note", long? ifVersion = null, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        SendAsync(
            new Call(HttpMethod.Post, PathOf(caseId, "/notes"))
            {
                Json = BytesOf(new NewNote(type, title, text), ClientJson.Default.NewNote),
                IfVersion = ifVersion,
                IdempotencyKey = idempotencyKey ?? Guid.NewGuid().ToString("N"),
                MayRepeat = true,
            },
            ClientJson.Default.CaseNote,
            cancellation);

    /// <summary>Removes it for good; its place in the order is kept.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="why">At most 1,000, kept with its place; null: nobody said.</param>
    /// <param name="ifVersion">The version that it must have; null: any.</param>
    /// <param name="cancellation">Ends the call; whether it was done is then not known.</param>
    /// <returns>The id. <see cref="Outcome{T}.NotFound"/> also when an attempt whose answer was lost had removed it.</returns>
    public async Task<Outcome<int>> DeleteAsync(int caseId, string? why = null, long? ifVersion = null, CancellationToken cancellation = default) =>
        OutcomeReader.Read(
            await sender.SendAsync(new Call(HttpMethod.Delete, Query.With(PathOf(caseId), "why", why)) { IfVersion = ifVersion, MayRepeat = true }, cancellation),
            _ => caseId);

    private static byte[] BytesOf<T>(T body, JsonTypeInfo<T> json) => JsonSerializer.SerializeToUtf8Bytes(body, json);

    private static string PathOf(int caseId, string below = "") => "api/cases/" + Text(caseId) + below;

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    // For changes that change nothing the second time.
    private Task<Outcome<Case>> ChangeAsync(Call call, long? ifVersion, CancellationToken cancellation) =>
        SendAsync(call with { IfVersion = ifVersion, MayRepeat = ifVersion is null }, ClientJson.Default.Case, cancellation);

    private async Task<Outcome<T>> SendAsync<T>(Call call, JsonTypeInfo<T> json, CancellationToken cancellation) =>
        OutcomeReader.Read(await sender.SendAsync(call, cancellation), body => JsonSerializer.Deserialize(body, json)!);
}

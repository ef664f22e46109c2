namespace CaseWorker.Gateway.Reference;

/// <summary>What the reference says of a route beyond what every route has: the key and its scope, 401, 403, 429, 500 and 503 are told of by themselves.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">As it is mapped, without constraints: <c>/api/cases/{caseId}</c>.</param>
/// <param name="Id">The operation's id: what generated clients call their method.</param>
/// <param name="Summary">One line.</param>
internal sealed record RouteDoc(string Method, string Path, string Id, string Summary)
{
    /// <summary>More than the summary, in Markdown; null: nothing.</summary>
    public string? Text { get; init; }

    /// <summary>What may stand behind the question mark.</summary>
    public IReadOnlyList<Field> Query { get; init; } = [];

    /// <summary>What may be said in headers.</summary>
    public IReadOnlyList<Field> Headers { get; init; } = [];

    /// <summary>Null: no body is read.</summary>
    public Body? Body { get; init; }

    /// <summary>The answers that are no errors.</summary>
    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>The errors of this route, with when they come.</summary>
    public IReadOnlyList<(int Status, string When)> Errors { get; init; } = [];

    /// <summary>"POST /api/cases".</summary>
    public string Key => $"{Method} {Path}";
}

/// <summary>The routes of one API.</summary>
/// <param name="Tag">Its name, under which the routes stand together.</param>
/// <param name="Text">What it is, in Markdown.</param>
internal sealed record ApiDoc(string Tag, string Text, IReadOnlyList<RouteDoc> Routes);

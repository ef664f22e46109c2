using CaseWorker.Processing.Access;

namespace CaseWorker.Gateway.Access;

/// <summary>What a route needs of the caller's key.</summary>
internal sealed record RequiredScope(Scopes Scopes);

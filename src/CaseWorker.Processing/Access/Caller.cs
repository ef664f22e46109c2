namespace CaseWorker.Processing.Access;

/// <summary>Who presented a valid key.</summary>
/// <param name="HubId">The hub whose data the caller may see.</param>
/// <param name="AccessLevel">RESELLER, RESELLER_ADMIN, ADMIN; null: none.</param>
public sealed record Caller(long KeyId, string Name, int HubId, Scopes Scopes, string? AccessLevel)
{
    /// <summary>True when the caller holds all of the scopes; an operator holds every one.</summary>
    public bool Has(Scopes scope) => Scopes.HasFlag(Scopes.Operator) || Scopes.HasFlag(scope);
}

using CaseWorker.Processing.Access;

namespace CaseWorker.Gateway.Access;

internal static class HubLimits
{
    /// <summary>The hub that bounds the caller where operators see the whole installation (spec 9); null: none.</summary>
    public static int? HubLimit(this Caller caller) => caller.Has(Scopes.Operator) ? null : caller.HubId;
}

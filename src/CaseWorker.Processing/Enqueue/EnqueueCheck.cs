using CaseWorker.Processing.Catalogs;

namespace CaseWorker.Processing.Enqueue;

/// <summary>What the rule says of a request.</summary>
/// <param name="Service">The service it belongs to, also when something else is wrong; null when none, or several, could be meant.</param>
/// <param name="IsAmbiguous">True: several hubs have a service with this reference.</param>
/// <param name="Errors">By the PascalCase name of the member; empty exactly when the request can become a case.</param>
public sealed record EnqueueCheck(Service? Service, bool IsAmbiguous, IReadOnlyDictionary<string, string[]> Errors);

namespace CaseWorker.IntegrationTests.EndToEnd.Invariants;

/// <summary>A message that must be parked.</summary>
/// <param name="Key">Its message id.</param>
/// <param name="Reason">The word under which it must be found.</param>
/// <param name="IsAccepted">False: never confirmed, so it may have arrived or not.</param>
internal sealed record SentPoison(string Key, string Reason, bool IsAccepted = true);

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>One request of one producer, and what the producer was told.</summary>
/// <param name="N">Counts the producer's requests from 1, over all its services.</param>
/// <param name="CaseId">The promised id; null on paths that promise none, and where no answer came.</param>
/// <param name="IsAccepted">True: answered 2xx, or confirmed. False: no answer, so it may or may not have arrived.</param>
/// <param name="HasKey">False: sent without any message key, so that a crash may double it, which the program must then say on the case.</param>
/// <param name="Copies">How many cases it must become: messages without a key count each time that they are sent.</param>
internal sealed record Sent(string Producer, int N, int ServiceId, int? CaseId = null, bool IsAccepted = true, bool HasKey = true, int Copies = 1)
{
    /// <summary>Travels in the case's ExtRef, so that stored cases tell whose they are.</summary>
    public string Mark => $"{Producer}/{N}";
}

using CaseWorker.Storage.Intake;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Keeps a message that can't become a case, with its reason, in a transaction of its own. Harmless when repeated.</summary>
/// <param name="reason">A word of spec 2, such as too-large.</param>
/// <param name="detail">A sentence for people; null when the word says it all.</param>
/// <param name="headersJson">What the broker told about the message, as a JSON object; null when nothing.</param>
/// <param name="epoch">The lane's hold on the partition; null for who has none.</param>
/// <returns>False: another worker has the partition. Nothing was written.</returns>
public delegate Task<bool> ParkMessage(
    IntakeMessage message,
    int? partitionId,
    int? serviceId,
    string reason,
    string? detail,
    string? headersJson,
    long? epoch,
    CancellationToken cancellation);

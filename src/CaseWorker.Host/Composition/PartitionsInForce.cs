using CaseWorker.Host.Serving;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;

namespace CaseWorker.Host.Composition;

/// <summary>The number of partitions, known once the database was asked; who routes or stores gets it as <see cref="PartitionCount"/>.</summary>
internal sealed class PartitionsInForce(Database database)
{
    private PartitionCount? count;

    /// <exception cref="InvalidOperationException">Nobody asked the database yet.</exception>
    public PartitionCount Count => count ?? throw new InvalidOperationException("The number of partitions must be read before it is used.");

    /// <summary>Fixes the configured number at the first start, and refuses another one ever after.</summary>
    public async Task FixAsync(int configured, CancellationToken cancellation)
    {
        var inForce = await database.WriteAsync(session => PartitionStore.FixCountAsync(session, configured), cancellation);
        count = inForce == configured
            ? new PartitionCount(inForce)
            : throw new CannotStartException($"RabbitMq:Partitions must be {inForce}, as at this installation's first start, is {configured}.");
    }
}

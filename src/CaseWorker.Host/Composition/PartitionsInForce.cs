using CaseWorker.Host.Serving;
using CaseWorker.Processing.Partitions;
using CaseWorker.Storage;
using CaseWorker.Storage.Partitions;

namespace CaseWorker.Host.Composition;

/// <summary>The number of partitions, known once the database was asked; who routes or stores gets it as <see cref="PartitionCount"/>.</summary>
internal sealed class PartitionsInForce(Parts parts, Database database)
{
    private PartitionCount? count;

    /// <exception cref="InvalidOperationException">Nobody asked the database yet.</exception>
    public PartitionCount Count => count ?? throw new InvalidOperationException("The number of partitions must be read before it is used.");

    /// <summary>Fixes the number at the first start; after that it takes the one in force, and refuses to be told another.</summary>
    public async Task FixAsync(CancellationToken cancellation)
    {
        var configured = parts.RabbitMq.Partitions;
        var inForce = await database.WriteAsync(session => PartitionStore.FixCountAsync(session, configured), cancellation);
        if (inForce != configured && parts.IsPartitionsSet)
        {
            throw new CannotStartException(
                $"RabbitMq:Partitions must be {inForce}, as in force in this installation, is {configured}: leave it out, or change the number with `caseworker partitions set`.");
        }

        count = new PartitionCount(inForce);
    }
}

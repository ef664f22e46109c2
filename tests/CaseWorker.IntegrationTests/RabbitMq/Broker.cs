namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>A broker that the run may use.</summary>
/// <param name="Uri">AMQP, without a virtual host.</param>
/// <param name="Management">The management plugin's HTTP address.</param>
internal abstract class Broker(Uri uri, Uri management) : IAsyncDisposable
{
    public Uri Uri { get; } = uri;

    public Uri Management { get; } = management;

    /// <summary>Runs <c>rabbitmqctl</c> for this broker; null where the run does not own it.</summary>
    public virtual Func<string[], Task>? Control => null;

    public abstract ValueTask DisposeAsync();
}

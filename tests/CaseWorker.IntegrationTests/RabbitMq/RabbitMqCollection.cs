using Xunit;

namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>The test classes that use the run's broker: one after the other, since some throttle or stop it.</summary>
[CollectionDefinition(Name)]
public sealed class RabbitMqCollection
{
    public const string Name = "RabbitMQ";
}

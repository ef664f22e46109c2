namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>The broker somebody named: shared, so it is never stopped or throttled.</summary>
internal sealed class NamedBroker(Uri uri) : Broker(uri, new UriBuilder("http", uri.Host, 15672).Uri)
{
    public const string Variable = "CASEWORKER_TEST_RABBITMQ";

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

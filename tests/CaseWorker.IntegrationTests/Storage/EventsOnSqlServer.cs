using CaseWorker.Tests.Events;
using CaseWorker.Tests.Webhooks;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// Events and webhooks, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class EventDispatchOnSqlServer(SqlServerFixture fixture) : EventDispatchContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class WebhookOnSqlServer(SqlServerFixture fixture) : WebhookContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class EventPayloadOnSqlServer(SqlServerFixture fixture) : EventPayloadContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class WebhookBacklogOnSqlServer(SqlServerFixture fixture) : WebhookBacklogContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class EventRacesOnSqlServer(SqlServerFixture fixture) : EventRacesContract(fixture);

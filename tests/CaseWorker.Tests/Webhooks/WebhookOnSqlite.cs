using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Webhooks;

public sealed class WebhookOnSqlite(SqliteFixture fixture) : WebhookContract(fixture);

public sealed class WebhookBacklogOnSqlite(SqliteFixture fixture) : WebhookBacklogContract(fixture);

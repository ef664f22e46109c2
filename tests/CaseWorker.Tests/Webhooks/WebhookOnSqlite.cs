using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.Webhooks;

public sealed class WebhookOnSqlite(SqliteFixture fixture) : WebhookContract(fixture);

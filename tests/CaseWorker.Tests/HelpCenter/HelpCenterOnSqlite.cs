using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.HelpCenter;

public sealed class HelpCenterListOnSqlite(SqliteFixture fixture) : HelpCenterListContract(fixture);

public sealed class ConversationCommandOnSqlite(SqliteFixture fixture) : ConversationCommandContract(fixture);

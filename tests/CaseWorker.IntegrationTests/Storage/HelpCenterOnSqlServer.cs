using CaseWorker.Tests.HelpCenter;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// What the HelpCenter API lists, searches and changes, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class HelpCenterListOnSqlServer(SqlServerFixture fixture) : HelpCenterListContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class ConversationCommandOnSqlServer(SqlServerFixture fixture) : ConversationCommandContract(fixture);

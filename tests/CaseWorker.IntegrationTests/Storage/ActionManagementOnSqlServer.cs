using CaseWorker.Tests.ActionManagement;
using Xunit;

namespace CaseWorker.IntegrationTests.Storage;

// What the Action Management API stores, reads and changes, on a T-SQL server.
[Collection(SqlServerCollection.Name)]
public sealed class ActionCaseOnSqlServer(SqlServerFixture fixture) : ActionCaseContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class ActionNoteOnSqlServer(SqlServerFixture fixture) : ActionNoteContract(fixture);

[Collection(SqlServerCollection.Name)]
public sealed class ProgramUpdateOnSqlServer(SqlServerFixture fixture) : ProgramUpdateContract(fixture);

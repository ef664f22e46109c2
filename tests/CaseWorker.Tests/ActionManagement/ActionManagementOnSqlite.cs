using CaseWorker.Tests.Storage;

namespace CaseWorker.Tests.ActionManagement;

public sealed class ActionCaseOnSqlite(SqliteFixture fixture) : ActionCaseContract(fixture);

public sealed class ActionNoteOnSqlite(SqliteFixture fixture) : ActionNoteContract(fixture);

public sealed class ProgramUpdateOnSqlite(SqliteFixture fixture) : ProgramUpdateContract(fixture);

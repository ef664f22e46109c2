using System.Globalization;
using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using Dapper;

namespace CaseWorker.Tests.Simulation;

/// <summary>A session on tables in memory: every statement is done when its call returns.</summary>
internal sealed class MemorySession(MemoryTables tables, Design design) : Session(null!, null, TimeSpan.Zero, CancellationToken.None)
{
    public MemoryTables Tables { get; } = tables;

    public Design Design { get; } = design;

    internal override StorageProvider Provider => StorageProvider.Sqlite;

    internal override Task<int> ExecuteAsync(Sql sql, object? parameters = null) => Task.FromResult((int)(Run(sql, parameters) ?? 0));

    internal override Task<List<T>> QueryAsync<T>(Sql sql, object? parameters = null) => Task.FromResult((List<T>)Run(sql, parameters)!);

    internal override Task<T?> QueryFirstAsync<T>(Sql sql, object? parameters = null)
        where T : default => Task.FromResult((T?)Run(sql, parameters));

    internal override Task<CasePage> QueryPageAsync(KeyedRows rows, DynamicParameters parameters, int skip, int top) =>
        throw new NotSupportedException("Nothing that is simulated lists cases.");

    internal override Task ExecuteAsync<TRow>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        foreach (var row in rows)
            Run(batch, row);

        return Task.CompletedTask;
    }

    internal override Task<List<TResult>> QueryAsync<TRow, TResult>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        var results = new List<TResult>();
        foreach (var row in rows)
        {
            switch (Run(batch, row))
            {
                case null:
                    break;
                case IEnumerable<TResult> several:
                    results.AddRange(several);
                    break;
                case IConvertible number:
                    results.Add((TResult)number.ToType(typeof(TResult), CultureInfo.InvariantCulture));
                    break;
                case var one:
                    results.Add((TResult)one);
                    break;
            }
        }

        return Task.FromResult(results);
    }

    private protected override string TextOf(Sql sql) => sql.Sqlite;

    private object? Run(Sql sql, object? parameters) => MemoryStatements.Run(this, sql, sql.Sqlite, new Parameters(parameters, null));

    private object? Run<TRow>(RowBatch<TRow> batch, TRow row) => MemoryStatements.Run(
        this,
        batch,
        batch.Sqlite,
        new Parameters(row, name => batch.Columns.First(column => column.Name == name).Value(row)));
}

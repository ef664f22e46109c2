using System.Data;
using CaseWorker.Storage.Cases;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace CaseWorker.Storage.Dialects;

internal sealed class SqlServerSession(SqlConnection connection, SqlTransaction? transaction, TimeSpan timeout, CancellationToken cancellation)
    : Session(connection, transaction, timeout, cancellation)
{
    private readonly int timeoutSeconds = (int)Math.Ceiling(timeout.TotalSeconds);

    internal override StorageProvider Provider => StorageProvider.SqlServer;

    internal override async Task<CasePage> QueryPageAsync(KeyedRows rows, DynamicParameters parameters, int skip, int top)
    {
        parameters.Add("skip", skip);
        parameters.Add("top", top);
        var page = await QueryAsync<PageRow>(rows.Page, parameters);
        if (page.Count > 0 || skip == 0)
            return new CasePage(page.Count == 0 ? 0 : page[0].Total, [.. page.Select(row => row.CaseId)]);

        return new CasePage(await QueryFirstAsync<int>(rows.Count, parameters), []);
    }

    internal override async Task ExecuteAsync<TRow>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0)
            return;

        using var command = Command(batch, rows);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    internal override async Task<List<TResult>> QueryAsync<TRow, TResult>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0)
            return [];

        using var command = Command(batch, rows);
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var parse = RowParser<TResult>(reader);
        var results = new List<TResult>();
        while (await reader.ReadAsync(Cancellation))
            results.Add(parse(reader));

        return results;
    }

    private protected override string TextOf(Sql sql) => sql.SqlServer;

    private SqlCommand Command<TRow>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        var command = new SqlCommand(batch.SqlServer, connection, transaction) { CommandTimeout = timeoutSeconds };
        command.Parameters.Add(new SqlParameter("@rows", SqlDbType.Structured) { TypeName = batch.TypeName, Value = Records(batch, rows) });
        return command;
    }

    private static IEnumerable<SqlDataRecord> Records<TRow>(RowBatch<TRow> batch, IReadOnlyList<TRow> rows)
    {
        var columns = batch.Columns;
        var shape = new SqlMetaData[columns.Count + 1];
        shape[0] = new SqlMetaData("Ord", SqlDbType.Int);
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            shape[i + 1] = column.Length == 0
                ? new SqlMetaData(column.Name, column.Type)
                : new SqlMetaData(column.Name, column.Type, column.Length);
        }

        for (var ordinal = 0; ordinal < rows.Count; ordinal++)
        {
            // A fresh record each time: the driver reads ahead.
            var record = new SqlDataRecord(shape);
            record.SetInt32(0, ordinal);
            for (var i = 0; i < columns.Count; i++)
                record.SetValue(i + 1, columns[i].Value(rows[ordinal]) ?? DBNull.Value);

            yield return record;
        }
    }

    private sealed record PageRow
    {
        public required int CaseId { get; init; }
        public required int Total { get; init; }
    }
}

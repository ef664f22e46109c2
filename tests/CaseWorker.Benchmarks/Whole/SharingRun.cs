using System.Globalization;
using CaseWorker.Benchmarks.Broker;
using CaseWorker.Benchmarks.Cases;
using CaseWorker.Benchmarks.Databases;
using CaseWorker.IntegrationTests.Processes;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;

namespace CaseWorker.Benchmarks.Whole;

/// <summary>Some workers share the partitions, then the cases come; from the first to the last stored case.</summary>
/// <param name="failpoints">Armed in every worker; empty: none.</param>
/// <param name="maxBatch">Storage:MaxBatch; null: the default.</param>
internal sealed class SharingRun(BenchQueues queues, IConnection connection, TemplateDatabase template, ProgramSettings settings, string failpoints, int? maxBatch)
{
    private static readonly TimeSpan ShareWithin = TimeSpan.FromSeconds(60);

    /// <returns>Cases per second.</returns>
    public async Task<double> RunAsync(List<BenchCase> cases, int crew)
    {
        await queues.RenewAsync();
        using var folder = template.Copy();
        var workers = Enumerable.Range(0, crew).Select(_ => CaseWorkerProcess.LaunchWith(failpoints, folder.Path, Arguments(folder.Path))).ToList();
        try
        {
            await UntilSharedAsync(folder.Path, workers);
            var watching = StoredCounter.WatchAsync(folder.Path, cases.Count);
            await using (var publisher = await WindowedPublisher.OpenAsync(connection, queues.Partitions))
            {
                foreach (var one in cases)
                    await publisher.PublishAsync(one);

                await publisher.FlushAsync();
            }

            var drain = await watching;
            await Task.WhenAll(workers.Select(worker => worker.TerminateAsync()));
            StoredCheck.Check(folder.Path, cases.Count);
            return drain.PerSecond;
        }
        finally
        {
            foreach (var worker in workers)
                await worker.DisposeAsync();
        }
    }

    private string[] Arguments(string directory) => maxBatch is { } size
        ? [.. settings.For("worker", directory), string.Create(CultureInfo.InvariantCulture, $"--Storage:MaxBatch={size}")]
        : settings.For("worker", directory);

    private async Task UntilSharedAsync(string directory, List<CaseWorkerProcess> workers)
    {
        await Eventually.HoldsAsync(
            async () =>
            {
                var seats = await ReadSeatsAsync(directory);
                var counts = workers.Select(worker => seats.Count(seat => seat.IsFront && worker.IsNamed(seat.Worker))).ToList();
                return counts.Sum() == queues.Partitions && counts.Max() - counts.Min() <= 1 && seats.Count == queues.Partitions * workers.Count;
            },
            ShareWithin,
            () => "The workers must share:\n" + string.Join('\n', workers.Select(worker => worker.Output)));
    }

    private static async Task<List<(string Worker, bool IsFront)>> ReadSeatsAsync(string directory)
    {
        await using var connection = new SqliteConnection(TemplateDatabase.ConnectionTo(directory));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT WorkerId, State = 'front' FROM PartitionSeat WHERE State <> 'away'";
        var seats = new List<(string, bool)>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            seats.Add((reader.GetString(0), reader.GetBoolean(1)));

        return seats;
    }
}

using CaseWorker.Processing;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Migrations;
using CaseWorker.Storage.Partitions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>A virtual host and a database of one test, and the parts of ours that speak to them.</summary>
internal sealed class BrokerRig : IAsyncDisposable
{
    /// <summary>Longer than anything here takes on a busy machine.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("caseworker-rabbit-");
    private readonly List<IAsyncDisposable> parts = [];
    private PartitionGate? gate;

    private BrokerRig(string uri, int partitions)
    {
        Options = new RabbitMqOptions { Uri = uri, Partitions = partitions };
        Database = Database.Open(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "test.db")}" });
    }

    public RabbitMqOptions Options { get; }

    public Database Database { get; }

    /// <summary>What all parts of the rig look at, as if they were one process; asks the database when told to look.</summary>
    public PartitionGate Gate => gate ??= new PartitionGate(new PartitionCount(Options.Partitions), PartitionWatch.Ask(Database));

    public string Uri => Options.Uri;

    public static async Task<BrokerRig> StartAsync(RabbitMqFixture fixture, int partitions = 1)
    {
        var rig = new BrokerRig(await fixture.NewHostAsync(), partitions);
        await new Migrator(rig.Database, TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);
        await rig.Database.WriteAsync(session => PartitionStore.FixCountAsync(session, partitions), CancellationToken.None);
        return rig;
    }

    public RabbitMqCaseQueue NewQueue(string name = "gateway")
    {
        var queue = new RabbitMqCaseQueue(Microsoft.Extensions.Options.Options.Create(Options), new Instance(name), Gate, TimeProvider.System, NullLoggerFactory.Instance);
        parts.Add(queue);
        return queue;
    }

    /// <summary>A started worker that hands its batches to the record.</summary>
    public async Task<LaneHost> NewWorkerAsync(StoredRecord record, string name = "worker")
    {
        var work = new LaneWork(
            Database, (batch, cancellation) => record.StoreAsync(name, batch, cancellation), record.ParkAsync, () => Catalog.Empty, new Instance(name), TimeProvider.System, NullLogger<LaneWork>.Instance);
        var host = new LaneHost(Microsoft.Extensions.Options.Options.Create(Options), new Instance(name), Gate, Database, work, TimeProvider.System, NullLoggerFactory.Instance);
        parts.Add(host);
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    /// <summary>A started router whose services 1 to 4 are in hub 1, with a fifth that was added a moment ago; what it parks goes to the record.</summary>
    public async Task<RouterProcess> NewRouterAsync(StoredRecord record, string name = "router")
    {
        var catalog = CatalogOf(4);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Options))
            .AddSingleton(new Instance(name))
            .AddSingleton(Database)
            .AddSingleton(new PartitionCount(Options.Partitions))
            .AddSingleton<Func<Catalog>>(() => catalog)
            .AddSingleton<Func<CancellationToken, Task<Catalog>>>(_ => Task.FromResult(CatalogOf(5)))
            .AddSingleton<ParkMessage>(record.ParkAsync)
            .AddRabbitMqGateway()
            .AddRouter()
            .BuildServiceProvider();
        var router = new RouterProcess(services);
        parts.Add(router);
        await router.StartAsync();
        return router;
    }

    private static Catalog CatalogOf(int services) => new(
        1,
        [new Hub(1, "Main", null)],
        [],
        Enumerable.Range(1, services).Select(id => new Service(id, 1, 10, $"Service {id}", null, Active: true, Blocks: false, Due: null)));

    /// <summary>A plain channel, as any AMQP client has it.</summary>
    public async Task<IChannel> OpenChannelAsync()
    {
        var connection = await new ConnectionFactory { Uri = new Uri(Uri) }.CreateConnectionAsync();
        parts.Add(connection);
        return await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
    }

    /// <summary>Takes one message from a queue without acknowledging it; returns its tag.</summary>
    public static async Task<ulong> ConsumeOneAsync(IChannel channel, string queue)
    {
        var got = new TaskCompletionSource<ulong>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            got.TrySetResult(delivery.DeliveryTag);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        return await got.Task.WaitAsync(Limit);
    }

    /// <summary>Waits until nothing waits in the queue.</summary>
    public static async Task UntilEmptyAsync(IChannel channel, string queue)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await channel.MessageCountAsync(queue, limit.Token) > 0)
            await beat.WaitForNextTickAsync(limit.Token);
    }

    public static OutgoingMessage Message(int serviceId, int n) =>
        new(serviceId, new IntakeMessage { Body = BitConverter.GetBytes(n), MessageKey = $"{serviceId}/{n}", FromGateway = true });

    /// <summary>Looks again and again until it holds, at most for <see cref="Limit"/>.</summary>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (!holds())
                await beat.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"not within {Limit}: {what}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Enumerable.Reverse(parts))
            await part.DisposeAsync();

        await Database.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

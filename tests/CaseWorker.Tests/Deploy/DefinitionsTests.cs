using System.Text.Json.Nodes;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Tests.Host;
using Xunit;

namespace CaseWorker.Tests.Deploy;

/// <summary>deploy/rabbitmq-definitions.json against what the program declares: another value would be refused by the broker.</summary>
public sealed class DefinitionsTests
{
    private const int Partitions = 8;

    private static readonly JsonNode Definitions =
        JsonNode.Parse(File.ReadAllText(Path.Combine(SampleSettings.Root(), "deploy", "rabbitmq-definitions.json")))!;

    [Fact]
    public void Every_queue_has_the_arguments_that_the_program_declares()
    {
        var fifo = Text(Topology.FifoArguments());
        var expected = Enumerable.Range(0, Partitions).Select(partition => BrokerNames.QueueOf(partition, Partitions)).Append(BrokerNames.RouterQueue)
            .Select(name => (name, fifo))
            .Append((BrokerNames.DeadLetterQueue, Text(Topology.DeadLetterArguments())));
        var defined = Definitions["queues"]!.AsArray().Select(queue => ((string)queue!["name"]!, Text(queue["arguments"]!.AsObject())));
        Assert.Equal(expected.Order(), defined.Order());
    }

    [Fact]
    public void Every_partition_is_bound_by_its_own_key()
    {
        var expected = Enumerable.Range(0, Partitions)
            .Select(partition => (BrokerNames.PartitionExchange, BrokerNames.QueueOf(partition, Partitions), PartitionRule.NameOf(partition, Partitions)))
            .Append((BrokerNames.IntakeExchange, BrokerNames.RouterQueue, ""))
            .Append((BrokerNames.DeadExchange, BrokerNames.DeadLetterQueue, ""));
        var defined = Definitions["bindings"]!.AsArray()
            .Select(binding => ((string)binding!["source"]!, (string)binding["destination"]!, (string)binding["routing_key"]!));
        Assert.Equal(expected.Order(), defined.Order());
    }

    private static string Text(IEnumerable<KeyValuePair<string, object?>> arguments) =>
        string.Join(';', arguments.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}".ToLowerInvariant()));

    private static string Text(JsonObject arguments) =>
        string.Join(';', arguments.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}".ToLowerInvariant()));
}

using System.Text.Json;
using CaseWorker.Processing.RabbitMq.Routing;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class HeadersJsonTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Headers_of_any_depth_are_written_as_far_as_anybody_reads(bool isTable)
    {
        object? nested = "bottom"u8.ToArray();
        for (var level = 0; level < 5000; level++)
            nested = isTable ? new Dictionary<string, object?> { ["in"] = nested } : new List<object?> { nested };

        var json = HeadersJson.Of(new BasicProperties { Headers = new Dictionary<string, object?> { ["a"] = 1, ["deep"] = nested, ["z"] = "last"u8.ToArray() } });

        using var read = JsonDocument.Parse(json!);
        Assert.Equal("last", read.RootElement.GetProperty("z").GetString());
        Assert.Contains("\\u2026", json, StringComparison.Ordinal);
    }
}

using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage.Intake;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class MessageHeadersTests
{
    [Fact]
    public void What_one_process_writes_another_reads()
    {
        var message = new IntakeMessage
        {
            Body = [1, 2],
            MessageKey = "order-42",
            CaseId = 7,
            HubId = 1,
            AcceptedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
            RetryOf = 5_000_000_000,
            PossibleDuplicate = true,
            FromGateway = true,
        };
        var read = MessageHeaders.Read(MessageHeaders.Write(message, "here/1", 9), message.Body, "none");
        Assert.Equal(message with { Source = "here/1", SourceN = 9 }, read);
    }

    [Fact]
    public void The_service_stands_beside_the_body()
    {
        var headers = MessageHeaders.Write(new IntakeMessage { Body = [], MessageKey = "a" }, "here/1", 1, 7).Headers;
        Assert.Equal(7, MessageHeaders.Int(headers, HeaderNames.ServiceId));
    }

    [Fact]
    public void What_is_absent_stays_absent()
    {
        var read = MessageHeaders.Read(new BasicProperties(), [], "fallback");
        Assert.Equal(new IntakeMessage { Body = read.Body, MessageKey = "fallback" }, read);
    }

    [Fact]
    public void Whatever_a_table_holds_is_read_without_an_error()
    {
        object?[] oddities =
        [
            null, 1.5, 1.5f, decimal.MaxValue, true, "text", "text"u8.ToArray(), Array.Empty<byte>(), ulong.MaxValue, long.MinValue,
            new List<object?> { 1, null }, new Dictionary<string, object?> { ["a"] = new List<object?>() }, new AmqpTimestamp(long.MaxValue),
            new BinaryTableValue([0xff]), new byte[] { 0xff, 0xfe }, new string('9', 1000),
        ];
        string[] names =
        [
            HeaderNames.CaseId, HeaderNames.HubId, HeaderNames.Source, HeaderNames.N, HeaderNames.Version, HeaderNames.AcceptedAt,
            HeaderNames.RetryOf, HeaderNames.PossibleDuplicate, HeaderNames.Gateway,
        ];
        Assert.All(oddities, oddity =>
        {
            var properties = new BasicProperties { Headers = names.ToDictionary(name => name, _ => oddity) };
            Assert.Equal("fallback", MessageHeaders.Read(properties, [], "fallback").MessageKey);
        });
    }

    [Fact]
    public void Numbers_are_read_whatever_their_width_and_as_text()
    {
        object?[] sevens = [7L, 7, 7u, (short)7, (ushort)7, (byte)7, (sbyte)7, 7ul, "7", "7"u8.ToArray()];
        Assert.All(sevens, seven => Assert.Equal(7, MessageHeaders.Int(new Dictionary<string, object?> { ["n"] = seven }, "n")));
    }
}

using System.Buffers.Binary;
using Xunit;

namespace CaseWorker.IntegrationTests.Chaos.Proxy;

/// <summary>An injection counts by what these numbers say.</summary>
public sealed class OpenTagsTests
{
    private readonly OpenTags tags = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10_000)]
    public void Deliveries_are_open_until_they_are_acknowledged_however_the_bytes_come(int pieces)
    {
        Feed(new AmqpFrames(0, tags.FromBroker), pieces, [.. Deliver(1), .. Content(1, 500), .. Deliver(1), .. Content(1, 0), .. Deliver(2), .. Deliver(1)]);
        Assert.Equal(4, tags.Unacknowledged);
        Feed(new AmqpFrames(8, tags.FromClient), pieces, [.. "AMQP\0\0\u0009\u0001"u8, .. Ack(1, 2, multiple: true), .. Ack(2, 1, multiple: false)]);
        Assert.Equal(1, tags.Unacknowledged);
    }

    [Fact]
    public void Publishes_are_open_until_they_are_confirmed_and_forgotten_with_their_channel()
    {
        Feed(new AmqpFrames(0, tags.FromClient), 5, [.. Method(1, 60, 40), .. Method(2, 85, 10, 0), .. Method(2, 60, 40, 1, 2, 3), .. Method(2, 60, 40), .. Method(2, 60, 40)]);
        Assert.Equal(3, tags.Unconfirmed);
        Feed(new AmqpFrames(0, tags.FromBroker), 5, Ack(2, 2, multiple: true));
        Assert.Equal(1, tags.Unconfirmed);
        Feed(new AmqpFrames(0, tags.FromBroker), 5, Method(2, 20, 40, 0, 0, 0, 0));
        Assert.Equal(0, tags.Unconfirmed);
    }

    private static void Feed(AmqpFrames frames, int size, byte[] bytes)
    {
        foreach (var piece in bytes.Chunk(size))
            frames.Read(piece);
    }

    private static byte[] Deliver(ushort channel) => Method(channel, 60, 60, [.. Enumerable.Repeat((byte)'x', 40)]);

    private static byte[] Ack(ushort channel, ulong tag, bool multiple)
    {
        var arguments = new byte[9];
        BinaryPrimitives.WriteUInt64BigEndian(arguments, tag);
        arguments[8] = (byte)(multiple ? 1 : 0);
        return Method(channel, 60, 80, arguments);
    }

    private static byte[] Content(ushort channel, int length) => [.. Frame(2, channel, new byte[14]), .. Frame(3, channel, new byte[length])];

    private static byte[] Method(ushort channel, ushort type, ushort method, params byte[] arguments)
    {
        var payload = new byte[4 + arguments.Length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, type);
        BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(2), method);
        arguments.CopyTo(payload, 4);
        return Frame(1, channel, payload);
    }

    private static byte[] Frame(byte kind, ushort channel, byte[] payload)
    {
        var frame = new byte[7 + payload.Length + 1];
        frame[0] = kind;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(1), channel);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(3), payload.Length);
        payload.CopyTo(frame, 7);
        frame[^1] = 0xCE;
        return frame;
    }
}

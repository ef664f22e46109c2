using System.Buffers.Binary;

namespace CaseWorker.IntegrationTests.Chaos.Proxy;

/// <summary>Gets the start of a method frame: enough for its delivery tag.</summary>
internal delegate void MethodSeen(ushort channel, (ushort Class, ushort Method) method, ReadOnlySpan<byte> arguments);

/// <summary>Finds the method frames of one direction of an AMQP 0-9-1 connection, however the bytes are cut into pieces.</summary>
/// <param name="greeting">How many bytes come before the first frame: 8 from the client.</param>
internal sealed class AmqpFrames(int greeting, MethodSeen seen)
{
    private const int HeaderLength = 7;
    private const byte MethodFrame = 1;

    // Class and method, a tag, and a byte of bits.
    private const int Wanted = 2 + 2 + 8 + 1;

    private readonly byte[] head = new byte[HeaderLength + Wanted];
    private int have;
    private long skip = greeting;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (skip > 0)
            {
                var passed = (int)Math.Min(skip, bytes.Length);
                skip -= passed;
                bytes = bytes[passed..];
                continue;
            }

            var taken = Math.Min(Needed() - have, bytes.Length);
            bytes[..taken].CopyTo(head.AsSpan(have));
            have += taken;
            bytes = bytes[taken..];
            if (have >= HeaderLength && have == Needed())
                Finish();
        }
    }

    private int Needed() => have < HeaderLength || head[0] != MethodFrame ? HeaderLength : HeaderLength + (int)Math.Min(Size(), Wanted);

    private uint Size() => BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(3));

    private void Finish()
    {
        if (head[0] == MethodFrame)
        {
            var method = (BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(HeaderLength)), BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(HeaderLength + 2)));
            seen(BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(1)), method, head.AsSpan(HeaderLength + 4, have - HeaderLength - 4));
        }

        // The rest of the payload and the byte that ends the frame.
        skip = Size() - (have - HeaderLength) + 1L;
        have = 0;
    }
}

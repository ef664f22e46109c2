using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CaseWorker.Host.Commands.Enqueueing;

/// <summary>One line of a file: its number from 1, and its bytes without the line's end.</summary>
internal readonly record struct JsonLine(long Number, ReadOnlyMemory<byte> Body);

/// <summary>Reads a file line by line, as bytes, whatever its size.</summary>
internal static class JsonLines
{
    /// <summary>A longer line can't be a case; what is longer is not read on.</summary>
    public const int MaxLine = 1 << 20;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The lines in order, without the empty ones, which count all the same.</summary>
    /// <exception cref="ImpossibleException">A line is longer than <see cref="MaxLine"/>.</exception>
    public static async IAsyncEnumerable<JsonLine> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        for (var number = 1L; ; number++)
        {
            var line = await NextAsync(reader, number, cancellation);
            if (line is null)
                yield break;

            var body = Trim(line, number);
            if (body.Length > 0)
                yield return new JsonLine(number, body);
        }
    }

    private static async Task<byte[]?> NextAsync(PipeReader reader, long number, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line;
            }

            if (read.IsCompleted)
            {
                var rest = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return rest.Length > 0 ? rest : null;
            }

            if (read.Buffer.Length > MaxLine)
                throw new ImpossibleException($"Line {number} must be shorter than 1 MiB, is longer. Nothing more was read.");

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line, long number)
    {
        if (number == 1 && line.Span.StartsWith(ByteOrderMark))
            line = line[ByteOrderMark.Length..];

        return line.Trim(" \t\r"u8.ToArray());
    }
}

using System.Text;
using System.Text.Json;
using CaseWorker.Processing;
using CsCheck;
using Xunit;

namespace CaseWorker.Tests.Gateways;

public sealed class PlainJsonEncoderTests
{
    private const int Samples = 20_000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = PlainJsonEncoder.Instance };

    private const string Some = "aø漢\"\\\uD83D\uDE42\uFFFD\uFFFF";

    // What is escaped, both halves of pairs, and text that is neither, long enough to be looked at many characters at a time.
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.Char['\0', '\x7f'], Gen.Char['\uD7F0', '\uE00F'], Gen.Int[0, Some.Length - 1].Select(place => Some[place]))
        .Array[0, 70]
        .Select(characters => new string(characters));

    [Fact]
    public void Text_is_read_back_as_it_was_with_a_replacement_for_half_a_pair() => Texts.Sample(
        text => JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(text, Plain)) == WithoutHalfPairs(text), iter: Samples);

    [Fact]
    public void Nothing_is_escaped_but_what_JSON_demands() => Texts.Select(WithoutHalfPairs).Sample(
        text => JsonSerializer.Serialize(text, Plain) == $"\"{string.Concat(text.Select(Escape))}\"", iter: Samples);

    private static string WithoutHalfPairs(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Escape(char character) => character switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        < ' ' => $"\\u{(int)character:X4}",
        _ => character.ToString(),
    };
}

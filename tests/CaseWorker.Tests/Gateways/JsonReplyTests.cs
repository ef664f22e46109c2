using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CaseWorker.Gateway;
using CaseWorker.Gateway.Cases;
using CaseWorker.Gateway.Paging;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace CaseWorker.Tests.Gateways;

public sealed class JsonReplyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(2000)]
    public async Task A_page_of_any_size_is_sent_whole_with_its_length_and_text_as_it_came(int notes)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        NoteView[] items = [.. Enumerable.Range(1, notes).Select(id => new NoteView(id, DateTimeOffset.UnixEpoch, null, System: true, "note", "ñ 漢字", "🙂 \"<&>\" \\\n"))];

        await JsonReply.Of(new Page<NoteView>(items, "more"), CasesJson.Plain.PageNoteView).ExecuteAsync(context);

        var expected = string.Join(',', items.Select(item => $$"""{"noteId":{{item.NoteId}},"at":"1970-01-01T00:00:00.000Z","by":null,"system":true,"type":"note","title":"ñ 漢字","text":"🙂 \"<&>\" \\\n"}"""));
        Assert.Equal($$"""{"items":[{{expected}}],"next":"more"}""", Encoding.UTF8.GetString(body.ToArray()));
        Assert.Equal(body.Length, context.Response.ContentLength);
        Assert.Equal((200, "application/json; charset=utf-8"), (context.Response.StatusCode, context.Response.ContentType));
    }

    [Fact]
    public async Task A_page_that_can_not_be_written_sends_nothing_so_that_the_error_can_be_told()
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        var shape = (JsonTypeInfo<int[]>)new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver(), Converters = { new Failing() } }.GetTypeInfo(typeof(int[]));

        await Assert.ThrowsAsync<InvalidOperationException>(() => JsonReply.Of([.. Enumerable.Range(0, 100_000)], shape).ExecuteAsync(context));

        Assert.Equal((0L, null, null), (body.Length, context.Response.ContentLength, context.Response.ContentType));
    }

    private sealed class Failing : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options)
        {
            if (value == 99_999)
                throw new InvalidOperationException();

            writer.WriteNumberValue(value);
        }
    }
}

using System.Text;
using CaseWorker.Contracts;
using CaseWorker.Processing.Enqueue;
using Xunit;

namespace CaseWorker.Tests.Enqueue;

public sealed class EnqueueReaderTests
{
    public static TheoryData<string, string> MalformedBodies => new()
    {
        { "empty", "" },
        { "white space", "  \n" },
        { "null", "null" },
        { "array", "[]" },
        { "text", "\"x\"" },
        { "number", "1" },
        { "cut off", """{"ServiceId":1""" },
        { "two values", """{"ServiceId":1}{"ServiceId":1}""" },
        { "trailing comma", """{"ServiceId":1,}""" },
        { "comment", """{/*x*/"ServiceId":1}""" },
        { "single quotes", "{'ServiceId':1}" },
        { "raw control character", "{\"Notes\":\"a\0b\"}" },
        { "NaN", """{"ServiceId":NaN}""" },
        { "leading zero", """{"ServiceId":01}""" },
        { "deep", "{\"x\":" + new string('[', 100_000) + new string(']', 100_000) + "}" },
        { "deep in a known member", "{\"Notes\":" + new string('[', 100_000) },
        { "deep in a property", "{\"CustomProperties\":{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100)) },
    };

    [Theory, MemberData(nameof(MalformedBodies))]
    public void A_malformed_body_is_told_as_such(string name, string body)
    {
        var reading = EnqueueReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.True(reading.IsMalformed, name);
        Assert.Null(reading.Request);
        Assert.Equal(["$"], reading.Errors.Keys);
    }

    [Theory]
    [InlineData(new byte[] { 0x7b, 0x22, 0x4e, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d })]
    [InlineData(new byte[] { 0x7b, 0x22, 0x4e, 0x22, 0x3a, 0x22, 0xc3, 0x22, 0x7d })]
    [InlineData(new byte[] { 0x7b, 0x22, 0x4e, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d })]
    public void Bytes_that_are_no_utf8_are_malformed_even_in_an_unknown_member(byte[] body) => Assert.True(EnqueueReader.Read(body).IsMalformed);

    [Theory]
    [InlineData("""{"ServiceId":"abc"}""", "ServiceId")]
    [InlineData("""{"ServiceId":1.5}""", "ServiceId")]
    [InlineData("""{"ServiceId":2147483648}""", "ServiceId")]
    [InlineData("""{"ServiceId":-99999999999999999999999}""", "ServiceId")]
    [InlineData("""{"ServiceId":"99999999999"}""", "ServiceId")]
    [InlineData("""{"ServiceId":1e400}""", "ServiceId")]
    [InlineData("""{"ServiceId":true}""", "ServiceId")]
    [InlineData("""{"ServiceId":[1]}""", "ServiceId")]
    [InlineData("""{"CustomerId":{}}""", "CustomerId")]
    [InlineData("""{"AutoClose":"yes"}""", "AutoClose")]
    [InlineData("""{"AutoClose":[]}""", "AutoClose")]
    [InlineData("""{"Notes":{"a":1}}""", "Notes")]
    [InlineData("""{"Notes":["a"]}""", "Notes")]
    [InlineData("""{"Notes":"\ud800"}""", "Notes")]
    [InlineData("""{"Notes":"\udc00 \ud83d\ude00"}""", "Notes")]
    [InlineData("""{"CustomProperties":{"\ud800":"v"}}""", "CustomProperties")]
    [InlineData("""{"CustomProperties":{"k":"\udfff"}}""", "CustomProperties")]
    [InlineData("""{"CustomProperties":[{"Key":"a","Value":"b"}]}""", "CustomProperties")]
    [InlineData("""{"CustomProperties":"a"}""", "CustomProperties")]
    [InlineData("""{"CustomProperties":{"a":{"b":"c"}}}""", "CustomProperties")]
    [InlineData("""{"CustomProperties":{"a":"1","a":"2"}}""", "CustomProperties")]
    [InlineData("""{"ServiceId":1,"ServiceId":1}""", "ServiceId")]
    [InlineData("""{"ServiceId":1,"serviceid":2}""", "ServiceId")]
    [InlineData("""{"CaseId":1,"caseID":2}""", "CaseId")]
    [InlineData("""{"CustomProperties":{},"customproperties":{}}""", "CustomProperties")]
    [InlineData("""{"Notes":null,"NOTES":"x"}""", "Notes")]
    [InlineData("""{"other":1,"Other":2}""", "$")]
    [InlineData("""{"\ud800":1}""", "$")]
    public void A_bad_value_is_told_by_the_name_of_its_member(string body, string member)
    {
        var reading = EnqueueReader.Read(Encoding.UTF8.GetBytes(body));
        Assert.False(reading.IsMalformed);
        Assert.Equal([member], reading.Errors.Keys);
    }

    [Fact]
    public void The_documents_sample_is_read_whole_and_its_case_id_ignored()
    {
        var request = EnqueueReader.Read(
            """
            {"CaseId":1,"ServiceId":2,"ServiceIdExtRef":"sample string 3","CustomerId":4,"ExtRef":"sample string 5","Notes":"sample string 6",
             "Subject":"sample string 7","ClassificationCode":"sample string 8","AutoClose":true,
             "CustomProperties":{"sample string 1":"sample string 2","sample string 3":"sample string 4"},
             "ProcedureExtRef":"sample string 10","ProcedureOptionExtRef":"sample string 11"}
            """u8).Request!;
        Assert.Null(request.CaseId);
        Assert.Equal(2, request.ServiceId);
        Assert.Equal("sample string 3", request.ServiceIdExtRef);
        Assert.Equal(4, request.CustomerId);
        Assert.Equal("sample string 5", request.ExtRef);
        Assert.Equal("sample string 6", request.Notes);
        Assert.Equal("sample string 7", request.Subject);
        Assert.Equal("sample string 8", request.ClassificationCode);
        Assert.True(request.AutoClose);
        Assert.Equal(["sample string 1=sample string 2", "sample string 3=sample string 4"], request.CustomProperties!.Select(pair => $"{pair.Key}={pair.Value}"));
        Assert.Equal("sample string 10", request.ProcedureExtRef);
        Assert.Equal("sample string 11", request.ProcedureOptionExtRef);
    }

    [Fact]
    public void Names_are_read_whatever_their_case_and_numbers_and_booleans_as_strings()
    {
        var request = EnqueueReader.Read("""{"serviceid":"2","CUSTOMERID":"-4","autoClose":"True","ExtRef":4520304050,"customProperties":{"a":1,"A":true,"b":null}}"""u8).Request!;
        Assert.Equal(2, request.ServiceId);
        Assert.Equal(-4, request.CustomerId);
        Assert.True(request.AutoClose);
        Assert.Equal("4520304050", request.ExtRef);
        Assert.Equal(["a=1", "A=true", "b="], request.CustomProperties!.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Theory]
    [InlineData("😀👩‍👩‍👧 𐍈")]
    [InlineData("שלום \u200fعالم\u200e")]
    [InlineData("tab\t cr\r lf\n \"quoted\" \\ / <b>&amp;</b>")]
    public void Texts_are_kept_to_the_byte_through_reading_and_writing(string text)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"ServiceId":1,"Notes":{{System.Text.Json.JsonSerializer.Serialize(text)}}}""");
        var request = EnqueueReader.Read(body).Request!;
        Assert.Equal(text, request.Notes);
        Assert.Equal(text, EnqueueReader.Read(EnqueueWriter.Write(request)).Request!.Notes);
    }

    [Theory]
    [InlineData("😀 𐍈 שלום \u200fعالم <&'+> \u007f\u2028", "😀 𐍈 שלום \u200fعالم <&'+> \u007f\u2028")]
    [InlineData("\"\\\t\r\n\b\0", "\\\"\\\\\\t\\r\\n\\u0008\\u0000")]
    public void Only_what_json_demands_is_escaped(string text, string written)
    {
        var body = Encoding.UTF8.GetString(EnqueueWriter.Write(new CaseEnqueue { Notes = text }));
        Assert.Equal($$"""{"Notes":"{{written}}"}""", body);
    }

    [Fact]
    public void A_byte_order_mark_unknown_members_and_nulls_disturb_nothing()
    {
        byte[] body = [0xef, 0xbb, 0xbf, .. """{"x":{"y":[1,{"z":2}]},"ServiceId":1,"Notes":null,"case":null}"""u8];
        var reading = EnqueueReader.Read(body);
        Assert.Empty(reading.Errors);
        Assert.Equal(1, reading.Request!.ServiceId);
        Assert.Null(reading.Request.Notes);
    }
}

using System.Net;
using System.Text;
using Xunit;

namespace CaseWorker.Tests.Enqueue.Http;

public sealed class EnqueueHttpTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string Valid = """{"ServiceId":1,"Subject":"Help"}""";

    private readonly GatewayApp gateway = shared.Fresh();

    public static TheoryData<string, string, string> BadInputs => new()
    {
        { "nothing", "{}", "ServiceId" },
        { "service 0", """{"ServiceId":0}""", "ServiceId" },
        { "negative service", """{"ServiceId":-1}""", "ServiceId" },
        { "huge service", """{"ServiceId":99999999999}""", "ServiceId" },
        { "service of another hub", """{"ServiceId":21}""", "ServiceId" },
        { "inactive service", """{"ServiceId":3}""", "ServiceId" },
        { "unknown reference", """{"ServiceIdExtRef":"none"}""", "ServiceIdExtRef" },
        { "contradicting reference", """{"ServiceId":1,"ServiceIdExtRef":"sales"}""", "ServiceIdExtRef" },
        { "negative customer", """{"ServiceId":1,"CustomerId":-4}""", "CustomerId" },
        { "NUL", """{"ServiceId":1,"Notes":"a\u0000b"}""", "Notes" },
        { "escape character", """{"ServiceId":1,"Subject":"\u001b[31m"}""", "Subject" },
        { "lone surrogate", """{"ServiceId":1,"Subject":"\ud83d"}""", "Subject" },
        { "duplicate member", """{"ServiceId":1,"serviceID":1}""", "ServiceId" },
        { "malformed", """{"ServiceId":1""", "$" },
        { "empty", "", "$" },
        { "array", "[]", "$" },
        { "deep", """{"ServiceId":1,"x":""" + new string('[', 10_000) + new string(']', 10_000) + "}", "$" },
        { "subject of 101", $$"""{"ServiceId":1,"Subject":"{{new string('x', 101)}}"}""", "Subject" },
        { "notes of 4001", $$"""{"ServiceId":1,"Notes":"{{new string('x', 4001)}}"}""", "Notes" },
        { "reference of 201", $$"""{"ServiceId":1,"ExtRef":"{{new string('x', 201)}}"}""", "ExtRef" },
    };

    [Fact]
    public async Task The_documents_request_gives_202_with_its_own_shape_and_an_id_of_ours()
    {
        var reply = await gateway.PostAsync(
            """
            { "CaseId": 1, "ServiceId": 2, "ServiceIdExtRef": "sales", "CustomerId": 4, "ExtRef": "sample string 5", "Notes": "sample string 6",
              "Subject": "sample string 7", "ClassificationCode": "sample string 8", "AutoClose": true,
              "CustomProperties": { "sample string 1": "sample string 2", "sample string 3": "sample string 4" },
              "ProcedureExtRef": "sample string 10", "ProcedureOptionExtRef": "sample string 11" }
            """);
        Assert.Equal(202, reply.Status);
        Assert.Equal($"/api/cases/{reply.CaseId}", reply.Header("Location"));
        Assert.Equal(
            $$$"""{"CaseId":{{{reply.CaseId}}},"ServiceId":2,"ServiceIdExtRef":"sales","CustomerId":4,"ExtRef":"sample string 5","Notes":"sample string 6","Subject":"sample string 7","ClassificationCode":"sample string 8","AutoClose":true,"CustomProperties":{"sample string 1":"sample string 2","sample string 3":"sample string 4"},"ProcedureExtRef":"sample string 10","ProcedureOptionExtRef":"sample string 11"}""",
            reply.Json.GetRawText());
        Assert.Null(reply.Header("Preference-Applied"));
        Assert.Null(reply.Header("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Members_that_were_not_given_are_null_in_the_answer()
    {
        var reply = await gateway.PostAsync("""{"serviceidextref":"billing"}""");
        Assert.Equal(
            $$$"""{"CaseId":{{{reply.CaseId}}},"ServiceId":1,"ServiceIdExtRef":"billing","CustomerId":null,"ExtRef":null,"Notes":null,"Subject":null,"ClassificationCode":null,"AutoClose":false,"CustomProperties":null,"ProcedureExtRef":null,"ProcedureOptionExtRef":null}""",
            reply.Json.GetRawText());
    }

    [Fact]
    public async Task The_message_carries_the_case_id_the_hub_and_the_normalised_body()
    {
        var reply = await gateway.PostAsync("""{"CaseId":77,"serviceId":"1","customerid":0,"Notes":"😀 שלום"}""");
        var sent = Assert.Single(gateway.Queue.Sent);
        Assert.Equal(1, sent.ServiceId);
        Assert.Equal(reply.CaseId, sent.Message.CaseId);
        Assert.Equal(1, sent.Message.HubId);
        Assert.True(sent.Message.FromGateway);
        Assert.NotNull(sent.Message.AcceptedAt);
        Assert.True(Guid.TryParse(sent.Message.MessageKey, out _));
        Assert.Equal("""{"ServiceId":1,"Notes":"😀 שלום"}""", Encoding.UTF8.GetString(sent.Message.Body));
    }

    [Theory]
    [InlineData("/api/cases")]
    [InlineData("/API/Cases")]
    [InlineData("/api/cases/")]
    public async Task The_route_is_found_whatever_its_case(string path) =>
        Assert.Equal(202, (await gateway.PostAsync(path, Json(Valid))).Status);

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    [InlineData("text/json; charset=\"utf-8\"")]
    [InlineData("application/json; odata=verbose")]
    public async Task Json_is_taken_under_its_names(string contentType) =>
        Assert.Equal(202, (await gateway.PostAsync("/api/cases", Json(Valid, contentType))).Status);

    [Fact]
    public async Task Json_in_utf16_is_taken_when_it_says_so()
    {
        var reply = await gateway.PostAsync("/api/cases", GatewayApp.JsonContent(Encoding.Unicode.GetBytes("""{"ServiceId":1,"Notes":"é😀"}"""), "application/json; charset=utf-16"));
        Assert.Equal("é😀", reply.Json.GetProperty("Notes").GetString());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=klingon")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-16")]
    public async Task Other_content_types_give_415(string contentType) =>
        Assert.Equal("unsupported-media-type", (await gateway.PostAsync("/api/cases", Json(Valid, contentType))).Problem);

    [Fact]
    public async Task A_missing_content_type_and_a_packed_body_give_415()
    {
        Assert.Equal(415, (await gateway.PostAsync("/api/cases", new ByteArrayContent(Encoding.UTF8.GetBytes(Valid)))).Status);
        Assert.Equal(415, (await gateway.PostAsync("/api/cases", (HttpContent?)null)).Status);
        var packed = Json(Valid);
        packed.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(415, (await gateway.PostAsync("/api/cases", packed)).Status);
    }

    [Fact]
    public async Task A_form_is_taken()
    {
        var reply = await gateway.PostAsync("/api/cases", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["ServiceId"] = "1",
            ["Notes"] = "Größe & 😀",
            ["AutoClose"] = "true",
            ["CustomProperties[color]"] = "red",
            ["CustomProperties[0].Key"] = "size",
            ["CustomProperties[0].Value"] = "XL",
        }));
        Assert.Equal(202, reply.Status);
        Assert.Equal("Größe & 😀", reply.Json.GetProperty("Notes").GetString());
        Assert.Equal("""{"color":"red","size":"XL"}""", reply.Json.GetProperty("CustomProperties").GetRawText());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=ISO-8859-1", "ServiceId=1&Notes=Gr%F6%DFe&CustomProperties%5Bf%E4rg%5D=bl%e5")]
    [InlineData("application/x-www-form-urlencoded; charset=us-ascii", "ServiceId=1&Notes=Gr&CustomProperties[f]=b")]
    [InlineData("application/x-www-form-urlencoded", "\uFEFFServiceId=1&Notes=Gr%C3%B6%C3%9Fe&CustomProperties[f%C3%A4rg]=bl%C3%A5")]
    public async Task A_form_may_say_in_which_bytes_it_is_written(string contentType, string body)
    {
        var reply = await gateway.PostAsync("/api/cases", Json(body, contentType));
        Assert.Equal(202, reply.Status);
        Assert.Equal(contentType.Contains("ascii", StringComparison.Ordinal) ? "Gr" : "Größe", reply.Json.GetProperty("Notes").GetString());
        Assert.Equal(contentType.Contains("ascii", StringComparison.Ordinal) ? """{"f":"b"}""" : """{"färg":"blå"}""", reply.Json.GetProperty("CustomProperties").GetRawText());
    }

    [Fact]
    public async Task Escapes_that_are_no_text_in_the_bytes_that_a_form_names_give_400() =>
        Assert.Equal(400, (await gateway.PostAsync("/api/cases", Json("ServiceId=1&Notes=%F6", "application/x-www-form-urlencoded; charset=us-ascii"))).Status);

    [Fact]
    public async Task A_form_with_repeated_keys_gives_400()
    {
        var reply = await gateway.PostAsync("/api/cases", Json("ServiceId=1&serviceid=1&Subject=a&Subject=b", "application/x-www-form-urlencoded"));
        Assert.Equal("invalid", reply.Problem);
        Assert.Equal(["ServiceId", "Subject"], reply.Errors);
    }

    [Theory, MemberData(nameof(BadInputs))]
    public async Task Bad_input_gives_400_and_names_the_member(string name, string body, string member)
    {
        var reply = await gateway.PostAsync(body);
        Assert.True(reply.Status == 400, name);
        Assert.Equal("invalid", reply.Problem);
        Assert.Equal([member], reply.Errors);
        Assert.Empty(gateway.Queue.Sent);
    }

    [Fact]
    public async Task Invalid_utf8_gives_400() =>
        Assert.Equal(["$"], (await gateway.PostAsync("/api/cases", GatewayApp.JsonContent([.. "{\"Notes\":\""u8, 0xff, .. "\"}"u8]))).Errors);

    [Fact]
    public async Task All_errors_come_at_once()
    {
        var reply = await gateway.PostAsync($$$"""{"ServiceId":"x","AutoClose":"y","Subject":"{{{new string('s', 101)}}}","Notes":"\u0001","CustomProperties":{"":"v"}}""");
        Assert.Equal(["AutoClose", "CustomProperties", "Notes", "ServiceId", "Subject"], reply.Errors);
    }

    [Theory]
    [InlineData((1 << 20) - 1, 202)]
    [InlineData(1 << 20, 413)]
    [InlineData(5 << 20, 413)]
    public async Task A_body_of_a_mebibyte_or_more_gives_413(int length, int status)
    {
        var body = PaddedTo(length);
        Assert.Equal(status, (await gateway.PostAsync("/api/cases", GatewayApp.JsonContent(body))).Status);
        Assert.Equal(status, (await gateway.PostAsync("/api/cases", new ChunkedJson(body))).Status);
    }

    [Fact]
    public async Task A_batch_of_eight_mebibytes_gives_413()
    {
        Assert.Equal(413, (await gateway.PostAsync("/api/cases/batch", GatewayApp.JsonContent(PaddedTo(8 << 20)))).Status);
        Assert.Equal(413, (await gateway.PostAsync("/api/cases/batch", new ChunkedJson(PaddedTo(8 << 20)))).Status);
    }

    [Theory]
    [InlineData("X-Api-Key", GatewayApp.Main, 202)]
    [InlineData("Authorization", "Bearer " + GatewayApp.Main, 202)]
    [InlineData("authorization", "bearer " + GatewayApp.Main, 202)]
    [InlineData("X-FuseDesk-API-Key", GatewayApp.Main, 202)]
    [InlineData("X-Api-Key", GatewayApp.Operator, 202)]
    [InlineData("X-Api-Key", GatewayApp.Main + "x", 401)]
    [InlineData("X-Api-Key", "", 401)]
    [InlineData("Authorization", GatewayApp.Main, 401)]
    [InlineData("Authorization", "Basic " + GatewayApp.Main, 401)]
    [InlineData("X-Nothing", GatewayApp.Main, 401)]
    [InlineData("X-Api-Key", GatewayApp.ReadOnly, 403)]
    public async Task A_key_is_taken_from_three_headers_and_needs_the_scope(string header, string value, int status)
    {
        using var client = gateway.ClientWith(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases") { Content = Json(Valid) };
        request.Headers.TryAddWithoutValidation(header, value);
        var reply = await Reply.OfAsync(await client.SendAsync(request));
        Assert.Equal(status, reply.Status);
        if (status == 401)
            Assert.Equal("Bearer", reply.Header("WWW-Authenticate"));
        if (status >= 400)
            Assert.NotEqual("", reply.Problem);
    }

    [Fact]
    public async Task A_key_of_another_hub_sees_none_of_this_hubs_services()
    {
        using var client = gateway.ClientWith(GatewayApp.Other);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/api/cases", Json(Valid))).StatusCode);
        var reply = await Reply.OfAsync(await client.PostAsync("/api/cases", Json("""{"ServiceIdExtRef":"billing"}""")));
        Assert.Equal(21, reply.Json.GetProperty("ServiceId").GetInt32());
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not-found")]
    [InlineData("DELETE", "/api/cases", 405, "method-not-allowed")]
    [InlineData("GET", "/broken", 500, "internal")]
    [InlineData("GET", "/unmarked", 403, "no-scope")]
    public async Task Every_error_is_a_problem_without_details_of_ours(string method, string path, int status, string problem)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var reply = await Reply.OfAsync(await gateway.Client.SendAsync(request));
        Assert.Equal(status, reply.Status);
        Assert.Equal(problem, reply.Problem);
        Assert.DoesNotContain("secret", reply.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_at_once_get_an_id_each()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ => (await gateway.PostAsync(Valid)).CaseId));
        Assert.Equal(50, ids.Distinct().Count());
        Assert.Equal(ids.Order(), gateway.Queue.Sent.Select(sent => sent.Message.CaseId!.Value).Order());
    }

    private static ByteArrayContent Json(string body, string contentType = "application/json") => GatewayApp.JsonContent(Encoding.UTF8.GetBytes(body), contentType);

    private static byte[] PaddedTo(int length)
    {
        var body = new byte[length];
        Array.Fill(body, (byte)' ');
        Encoding.UTF8.GetBytes(Valid, body);
        return body;
    }

    /// <summary>A body without Content-Length.</summary>
    private sealed class ChunkedJson : HttpContent
    {
        private readonly byte[] body;

        public ChunkedJson(byte[] body)
        {
            this.body = body;
            Headers.ContentType = new("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(body).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

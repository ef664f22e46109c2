using System.Text;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.RabbitMq.Routing;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class RouterReadingTests
{
    private static readonly Catalog Known = new(
        1,
        [new Hub(1, "Main", null), new Hub(2, "Other", null)],
        [],
        [
            new Service(1, 1, 10, "Billing", "billing", Active: true, Blocks: false, Due: null),
            new Service(2, 1, 10, "Closed", "closed", Active: false, Blocks: false, Due: null),
            new Service(3, 1, 10, "Here", "both", Active: true, Blocks: false, Due: null),
            new Service(4, 2, 10, "There", "both", Active: true, Blocks: false, Due: null),
        ]);

    [Theory]
    [InlineData("", "empty-body")]
    [InlineData("   ", "malformed-json")]
    [InlineData("not json", "malformed-json")]
    [InlineData("[1,2]", "malformed-json")]
    [InlineData("{\"ServiceId\":1", "malformed-json")]
    [InlineData("{}", "no-service")]
    [InlineData("{\"ServiceId\":0}", "no-service")]
    [InlineData("{\"ServiceId\":99}", "unknown-service")]
    [InlineData("{\"ServiceIdExtRef\":\"nobody\"}", "unknown-service")]
    [InlineData("{\"ServiceId\":2}", "inactive-service")]
    [InlineData("{\"ServiceIdExtRef\":\"both\"}", "ambiguous-service")]
    public void What_has_no_partition_is_told_by_a_word(string body, string fault) => Assert.Equal(fault, Read(body).Fault);

    [Fact]
    public void Bytes_that_are_no_utf8_and_bodies_over_a_mebibyte_are_told_by_a_word()
    {
        Assert.Equal("invalid-utf8", RouterReading.Of([0x7b, 0xff, 0x7d], null, Known).Fault);
        Assert.Equal("too-large", RouterReading.Of(new byte[1024 * 1024 + 1], null, Known).Fault);
    }

    [Theory]
    [InlineData("{\"ServiceId\":1}")]
    [InlineData("{\"SERVICEID\":\"1\"}")]
    [InlineData("{\"serviceIdExtRef\":\"billing\"}")]
    [InlineData("{\"message\":{\"ServiceId\":4},\"ServiceId\":1}")]
    [InlineData("{\"ServiceId\":1,\"Subject\":[1]}")]
    public void The_service_is_found_in_any_spelling_and_the_body_handed_on_as_it_came(string body)
    {
        var reading = Read(body);
        Assert.Null(reading.Fault);
        Assert.Equal(1, reading.Service!.ServiceId);
        Assert.Equal(body, Encoding.UTF8.GetString(reading.Body));
    }

    [Fact]
    public void The_header_says_which_hub_is_meant()
    {
        Assert.Equal(4, RouterReading.Of("{\"ServiceIdExtRef\":\"both\"}"u8.ToArray(), 2, Known).Service!.ServiceId);
        Assert.Equal("unknown-service", RouterReading.Of("{\"ServiceId\":1}"u8.ToArray(), 2, Known).Fault);
    }

    [Fact]
    public void An_envelope_of_any_type_is_unwrapped_byte_for_byte()
    {
        var reading = Read("{ \"messageId\": \"abc\", \"messageType\": [\"urn:message:Foreign:Thing\"], \"message\": {\"serviceId\": 1, \"notes\":\"\u00e6 \ud83d\ude00\"} , \"host\": {} }");
        Assert.Equal("abc", reading.MessageId);
        Assert.Equal(1, reading.Service!.ServiceId);
        Assert.Equal("{\"serviceId\": 1, \"notes\":\"\u00e6 \ud83d\ude00\"}", Encoding.UTF8.GetString(reading.Body));
    }

    [Fact]
    public void An_envelope_around_nothing_is_no_message()
    {
        Assert.Equal("no-service", Read("{\"messageType\":[\"urn:message:A:B\"],\"message\":{}}").Fault);
        Assert.Equal("malformed-json", Read("{\"messageType\":[\"urn:message:A:B\"],\"message\":null}").Fault);
    }

    private static RouterReading Read(string body) => RouterReading.Of(Encoding.UTF8.GetBytes(body), null, Known);
}

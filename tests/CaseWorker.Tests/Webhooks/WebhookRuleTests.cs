using System.Net;
using System.Text;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage.Webhooks;
using Microsoft.Extensions.Options;
using Xunit;

namespace CaseWorker.Tests.Webhooks;

public sealed class WebhookRuleTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456:789a::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Addresses_that_only_we_can_reach_are_not_public(string address) => Assert.False(AddressRule.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00:1450:4001::1")]
    public void Addresses_of_the_internet_are_public(string address) => Assert.True(AddressRule.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://localhost:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("http://[::ffff:127.0.0.1]:1/")]
    [InlineData("http://2130706433:1/")]
    [InlineData("http://0x7f.1:1/")]
    public async Task However_an_address_of_this_machine_is_written_it_is_not_connected_to(string url)
    {
        using var sender = new WebhookSender(Options.Create(new WebhookOptions()), TimeProvider.System);
        var (status, error) = await sender.SendAsync(Hook(url), Delivery(), TestContext.Current.CancellationToken);
        Assert.Null(status);
        Assert.Contains("AllowPrivateNetworks", error, StringComparison.Ordinal);
    }

    // Made with: printf '%s' '1700000000.{"a":"ü"}' | openssl dgst -sha256 -hmac 'sécret'
    [Fact]
    public void The_signature_is_what_other_programs_compute() => Assert.Equal(
        "t=1700000000,v1=1593a32c45e06e69ba7b26a39179d8d52bf6e41a4985ff6482c7f2ee87defa53",
        WebhookSignature.Of("sécret", DateTimeOffset.FromUnixTimeSeconds(1700000000), Encoding.UTF8.GetBytes("""{"a":"ü"}""")));

    [Theory]
    [InlineData(0)]
    [InlineData(0.999999)]
    public void Ten_tries_take_about_two_hours(double drawn)
    {
        var delays = Enumerable.Range(1, 10).Select(attempts => WebhookRetryRule.DelayAfter(attempts, new Drawn(drawn))).ToList();
        Assert.Null(delays[^1]);
        Assert.DoesNotContain(null, delays.SkipLast(1));
        Assert.Equal(delays.SkipLast(1).Order(), delays.SkipLast(1));
        Assert.InRange(delays.Sum(delay => delay?.TotalMinutes ?? 0), 90, 145);
    }

    [Fact]
    public void A_webhook_never_prints_its_secret() => Assert.DoesNotContain("hidden", Hook("http://a/b").ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_webhook_wants_the_events_that_it_names_all_where_it_names_none_and_nothing_when_it_is_off()
    {
        Assert.True(Hook("http://a/b").Wants("CaseCreated"));
        Assert.False(Hook("http://a/b", """, "events": ["CaseOverdue"] """).Wants("CaseCreated"));
        Assert.True(Hook("http://a/b", """, "events": ["CaseOverdue"] """).Wants("CaseOverdue"));
        Assert.False(Hook("http://a/b", """, "events": [] """).Wants("CaseOverdue"));
        Assert.False(Hook("http://a/b", """, "active": false """).Wants("CaseCreated"));
    }

    private static Webhook Hook(string url, string more = "") => Webhook.Of(new WebhookDefinitionRow
    {
        HubId = 1,
        ItemId = "1",
        Definition = $$"""{ "id": 1, "url": "{{url}}", "secret": "hidden"{{more}} }""",
    });

    private static ClaimedDelivery Delivery() => new() { DeliveryId = 1, EventName = "CaseCreated", Body = "{}", Attempts = 1, NextAt = DateTimeOffset.UnixEpoch };

    private sealed class Drawn(double value) : Random
    {
        public override double NextDouble() => value;
    }
}

using System.Net;
using System.Text;
using CaseWorker.Processing.Webhooks;
using CaseWorker.Storage.Webhooks;
using CaseWorker.Tests.Storage;
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
        var delays = Enumerable.Range(1, 10).Select(attempts => WebhookRetryRule.DelayAfter(attempts, isDown: false, new Drawn(drawn))).ToList();
        Assert.Null(delays[^1]);
        Assert.DoesNotContain(null, delays.SkipLast(1));
        Assert.Equal(delays.SkipLast(1).Order(), delays.SkipLast(1));
        Assert.InRange(delays.Sum(delay => delay?.TotalMinutes ?? 0), 90, 145);
    }

    [Fact]
    public void Beyond_its_tries_a_delivery_has_failed_unless_its_receiver_is_down()
    {
        Assert.Null(WebhookRetryRule.DelayAfter(10, isDown: false, Random.Shared));
        Assert.Equal(WebhookHealthRule.LongestDelay, WebhookRetryRule.DelayAfter(10, isDown: true, Random.Shared));
        Assert.Equal(WebhookHealthRule.LongestDelay, WebhookRetryRule.DelayAfter(99, isDown: true, Random.Shared));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    [InlineData(504, true)]
    [InlineData(500, false)]
    [InlineData(404, false)]
    [InlineData(302, false)]
    [InlineData(200, false)]
    public void Who_answers_is_not_down_unless_it_answers_for_somebody_who_is_not_there(int? status, bool isDown) =>
        Assert.Equal(isDown, WebhookHealthRule.IsDown(status));

    [Fact]
    public void A_receiver_is_down_after_eight_tries_in_a_row_and_is_then_looked_at_ever_more_seldom_until_it_answers()
    {
        var middle = new Drawn(0.5);
        var health = WebhookHealthRule.After(new WebhookHealthRow { HubId = 1, WebhookId = 1 }, Enumerable.Repeat<int?>(503, 7).ToList(), StorageRows.Noon, middle);
        Assert.Equal((false, StorageRows.Noon), (WebhookHealthRule.IsDown(health), health.DownSince));
        Assert.True(WebhookHealthRule.MayTry(health, StorageRows.Noon));

        var waits = new List<double>();
        for (var look = 0; look < 8; look++)
        {
            var at = StorageRows.Noon.AddHours(look);
            health = WebhookHealthRule.After(health, [null], at, middle);
            Assert.Equal((true, false), (WebhookHealthRule.IsDown(health), WebhookHealthRule.MayTry(health, at)));
            Assert.True(WebhookHealthRule.MayTry(health, health.ProbeAt));
            waits.Add((health.ProbeAt - at).TotalSeconds);
        }

        Assert.Equal([5, 20, 60, 180, 360, 600, 600, 600], waits);
        Assert.Equal(StorageRows.Noon, health.DownSince);
        health = WebhookHealthRule.After(health, [null, 500], StorageRows.Noon.AddDays(1), middle);
        Assert.Equal((0, null, true), (health.Downs, health.DownSince, WebhookHealthRule.MayTry(health, StorageRows.Noon)));
    }

    [Fact]
    public void What_other_processes_had_on_their_way_when_a_receiver_went_down_does_not_put_the_next_look_off()
    {
        var middle = new Drawn(0.5);
        var eight = Enumerable.Repeat<int?>(null, 8).ToList();
        var health = WebhookHealthRule.After(new WebhookHealthRow { HubId = 1, WebhookId = 1, Downs = 7 }, eight, StorageRows.Noon, middle);
        Assert.Equal(StorageRows.Noon.AddSeconds(5), health.ProbeAt);
        Assert.Equal(health, WebhookHealthRule.After(health, eight, StorageRows.Noon.AddSeconds(1), middle));
        Assert.Equal(StorageRows.Noon.AddSeconds(25), WebhookHealthRule.After(health, [null], StorageRows.Noon.AddSeconds(5), middle).ProbeAt);
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

    private static ClaimedDelivery Delivery() => new() { DeliveryId = 1, EventName = "CaseCreated", Body = "{}", Attempts = 1, ClaimedUntil = DateTimeOffset.UnixEpoch };

    private sealed class Drawn(double value) : Random
    {
        public override double NextDouble() => value;
    }
}

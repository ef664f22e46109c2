using System.Text;
using CaseWorker.IntegrationTests.Chaos.Plant;
using CaseWorker.IntegrationTests.Chaos.Producers;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.EndToEnd.Invariants;

namespace CaseWorker.IntegrationTests.Chaos.Faults;

/// <summary>A message that can't become a case, and must be parked for its reason.</summary>
/// <param name="bodyOf">Makes the body for a service.</param>
internal sealed class Poisoned(string what, string reason, Func<int, byte[]> bodyOf) : Fault($"poison: {what}")
{
    private int count;

    /// <summary>Every kind but the deadly one.</summary>
    public static IEnumerable<Fault> Kinds() =>
    [
        new Poisoned("malformed JSON", "malformed-json", service => Encoding.UTF8.GetBytes($$"""{"ServiceId":{{service}},""")),
        new Poisoned("unknown service", "unknown-service", _ => [.. """{"ServiceId":4711}"""u8]),
        new Poisoned("empty body", "empty-body", _ => []),
        new Poisoned("too large", "too-large", service => Encoding.UTF8.GetBytes($$"""{"ServiceId":{{service}},"Notes":"{{new string('x', 1 << 20)}}"}""")),
        new Poisoned("foreign MassTransit type", "no-service", _ => [.. """{"messageId":"7d0d0000-0242-ac12-0002-08d0a1b2c3d4","messageType":["urn:message:Shop:OrderPlaced"],"message":{"orderId":7}}"""u8]),
        new ReusedKey(),
    ];

    public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("case-intake", installed);

    public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
    {
        var key = $"poison/{reason}/{Interlocked.Increment(ref count)}";
        await SendAsync(installed, traffic, new SentPoison(key, reason), bodyOf((number % Installed.Services.Length) + 1));
        return Struck.Well;
    }

    /// <summary>Sends it until it is confirmed.</summary>
    public static async Task SendAsync(Installed installed, Traffic traffic, SentPoison poison, byte[] body)
    {
        traffic.Add(poison);
        await using var sender = new AmqpSender(installed);
        while (!await sender.TryPublishAsync(body, poison.Key))
            await Task.Delay(TimeSpan.FromMilliseconds(200));
    }

    /// <summary>Another body under an id that was used a moment ago.</summary>
    private sealed class ReusedKey() : Fault("poison: key reused")
    {
        private readonly HashSet<string> used = [];

        public override Aim AimAt(Installed installed, Traffic traffic, int number) => AtAll("case-intake", installed);

        public override async Task<Struck> StrikeAsync(Installed installed, Traffic traffic, int number, TimeSpan lasts)
        {
            var first = traffic.Recent.Last(sent => sent.Producer.StartsWith("amqp-id", StringComparison.Ordinal) && used.Add(sent.Mark));
            await SendAsync(installed, traffic, new SentPoison(first.Mark, "key-reused"), Body.Of(first with { N = first.N + 1_000_000 }));
            return Struck.Well;
        }
    }
}

using System.Text;
using RabbitMQ.Client;

namespace CaseWorker.IntegrationTests.EndToEnd;

/// <summary>Publishes straight to <c>case-intake</c>, as any AMQP client can, and waits for each confirm.</summary>
/// <param name="services">Taken in turn.</param>
/// <param name="withMessageId">False: as somebody who knows nothing of message ids.</param>
internal sealed class AmqpProducer(string name, int[] services, bool withMessageId, IChannel channel, Ledger ledger)
{
    /// <param name="before">Awaited before each one, with its number from 1.</param>
    public async Task SendAsync(int count, Func<int, Task> before)
    {
        for (var n = 1; n <= count; n++)
        {
            await before(n);
            var sent = new Sent(name, n, services[n % services.Length], HasKey: withMessageId);
            var body = Encoding.UTF8.GetBytes($$"""{"ServiceId":{{sent.ServiceId}},"ExtRef":"{{sent.Mark}}","Subject":"Number {{n}} of {{name}}"}""");
            var properties = new BasicProperties { Persistent = true };
            if (withMessageId)
                properties.MessageId = sent.Mark;

            // Throws when the broker does not confirm.
            await channel.BasicPublishAsync("case-intake", "", mandatory: true, properties, body);
            ledger.Add(sent);
        }
    }
}

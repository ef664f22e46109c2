using System.ComponentModel.DataAnnotations;
using CaseWorker.Storage.Failpoints;

namespace CaseWorker.Processing.RabbitMq;

/// <summary>The broker in use. Section "RabbitMq"; read with Transport:Kind RabbitMq only.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string Section = "RabbitMq";

    /// <summary>Where the broker is: <c>amqp://user:password@host:5672/vhost</c>, amqps for TLS. Default: a broker on this machine.</summary>
    [Required]
    public string Uri { get; set; } = "amqp://guest:guest@localhost:5672/";

    /// <summary>How many partitions the services are spread over. For the first start; after that leave it out or say the number in force. Default 8; 1 to 64.</summary>
    [Range(1, 64)]
    public int Partitions { get; set; } = 8;

    /// <summary>How many unacknowledged messages a worker holds of each partition: twice a batch keeps the next one at hand. No setting; other numbers are for tests.</summary>
    /// <remarks>
    /// The same in all workers, for ever: what a consumer gives back goes behind what an earlier one gave back and nobody has taken yet,
    /// so one that takes less than its predecessor gave back, and then ends, breaks the order. A program that takes another number must
    /// not run beside one that takes this: it is the schema's oldest program.
    /// </remarks>
    internal int Prefetch { get; set; } = Failpoint.IsWrong(FailpointNames.FewAtATime) ? 5 : 1000;

    /// <summary>How long a message may wait for the broker and its confirm; less than the 5 s within which a caller gets an answer. Default 4 s; 1 s to 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:05")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a worker holds messages for a database that is away, before it gives them back. Default 5 min; 1 s to 20 min, since brokers take back after 30.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:20:00")]
    public TimeSpan HoldAtMost { get; set; } = TimeSpan.FromMinutes(5);
}

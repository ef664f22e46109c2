using System.ComponentModel.DataAnnotations;

namespace CaseWorker.Host.Settings;

/// <summary>Where accepted cases wait for a worker.</summary>
internal enum TransportKind
{
    /// <summary>In a table of the database; gateway and worker are one process.</summary>
    Embedded,

    /// <summary>In queues of RabbitMQ; as many processes as wanted.</summary>
    RabbitMq,
}

/// <summary>How accepted cases travel. Section "Transport".</summary>
internal sealed class TransportOptions
{
    public const string Section = "Transport";

    /// <summary>Default Embedded.</summary>
    [EnumDataType(typeof(TransportKind))]
    public TransportKind Kind { get; set; } = TransportKind.Embedded;
}

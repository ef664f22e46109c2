namespace CaseWorker.Processing.Fifo;

/// <summary>What is wrong with the order of a service.</summary>
public enum FifoFault
{
    /// <summary>Sequence numbers are missing before this row.</summary>
    SequenceGap,

    /// <summary>The sequence number was there before, or falls.</summary>
    SequenceRepeated,

    /// <summary>Another case or tombstone has the same message key.</summary>
    KeyRepeated,

    /// <summary>The source stamped a later case of the service with a higher number than this one (cw-n).</summary>
    SourceOrder,

    /// <summary>It was stored before the case that precedes it.</summary>
    StoredAtFalls,

    /// <summary>The counter gave out numbers beyond the last row: their cases are missing.</summary>
    TailMissing,

    /// <summary>It got its rep while an older case stood in the line of the same department.</summary>
    Overtaking,
}

/// <summary>One fault, at the row where it shows.</summary>
/// <param name="CaseId">Null where no row is there to show it.</param>
/// <param name="Detail">A sentence for people, with the numbers.</param>
public sealed record FifoViolation(int ServiceId, FifoFault Fault, long Sequence, int? CaseId, string Detail)
{
    /// <summary>The fault as a word, as it is printed and sent.</summary>
    public string Kind => Fault switch
    {
        FifoFault.SequenceGap => "sequence-gap",
        FifoFault.SequenceRepeated => "sequence-repeated",
        FifoFault.KeyRepeated => "key-repeated",
        FifoFault.SourceOrder => "source-order",
        FifoFault.StoredAtFalls => "stored-at-falls",
        FifoFault.TailMissing => "tail-missing",
        FifoFault.Overtaking => "overtaking",
    };
}

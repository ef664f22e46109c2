namespace CaseWorker.IntegrationTests.Chaos.Proxy;

/// <summary>What a proxy does with the bytes it gets.</summary>
internal enum LinkMode
{
    /// <summary>Hands them on.</summary>
    Pass,

    /// <summary>Hands them on after a while, in order.</summary>
    Delay,

    /// <summary>Takes them, says nothing, and takes new connections in the same way: a peer that is gone without a word.</summary>
    Swallow,
}

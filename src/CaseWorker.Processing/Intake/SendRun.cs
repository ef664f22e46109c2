namespace CaseWorker.Processing.Intake;

/// <summary>Messages that were sent one behind the other: once one of a service is not accepted, none behind it of that service is written any more.</summary>
/// <remarks>Thread-safe. Those that were written already when it failed may still be accepted.</remarks>
public sealed class SendRun
{
    private readonly Lock gate = new();
    private readonly HashSet<int> failed = [];

    /// <summary>True once a message of the service was not accepted.</summary>
    public bool HasFailed(int serviceId)
    {
        lock (gate)
            return failed.Contains(serviceId);
    }

    /// <summary>A message of the service was not accepted.</summary>
    public void Fail(int serviceId)
    {
        lock (gate)
            failed.Add(serviceId);
    }
}

namespace CaseWorker.Processing.RabbitMq;

/// <summary>Messages sent together: once one of a service fails, none behind it of that service is written any more.</summary>
internal sealed class SendRun
{
    private readonly Lock gate = new();
    private readonly HashSet<int> failed = [];

    public bool HasFailed(int serviceId)
    {
        lock (gate)
            return failed.Contains(serviceId);
    }

    public void Fail(int serviceId)
    {
        lock (gate)
            failed.Add(serviceId);
    }
}

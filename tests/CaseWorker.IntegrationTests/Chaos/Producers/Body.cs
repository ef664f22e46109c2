using System.Text;
using CaseWorker.IntegrationTests.EndToEnd;

namespace CaseWorker.IntegrationTests.Chaos.Producers;

/// <summary>What is sent for an entry of the ledger, the same each time.</summary>
internal static class Body
{
    public static byte[] Of(Sent sent) =>
        Encoding.UTF8.GetBytes($$"""{"ServiceId":{{sent.ServiceId}},"ExtRef":"{{sent.Mark}}","Subject":"Number {{sent.N}} of {{sent.Producer}}"}""");
}

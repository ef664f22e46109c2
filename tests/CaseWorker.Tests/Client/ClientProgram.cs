using CaseWorker.Client;
using CaseWorker.Contracts;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CaseWorker.Tests.Client;

/// <summary>The whole program, and a client that may do everything in hub 1. Shared by the tests of a class.</summary>
public sealed class ClientProgram : IAsyncLifetime
{
    public const string Full = "full-key-of-hub-1-0123456789";
    public const string Reader = "reader-key-of-hub-1-0123456789";

    private const string Catalog =
        $$"""
        { "hubs": [ { "id": 1, "name": "Main",
            "departments": [ { "id": 10, "name": "Support" }, { "id": 20, "name": "Sales" } ],
            "reps": [ { "id": 100, "userName": "ann", "departments": [10] }, { "id": 101, "userName": "bob", "departments": [10] }, { "id": 102, "userName": "cid", "departments": [20] } ],
            "services": [ { "id": 1, "name": "Billing", "extRef": "billing", "departmentId": 10 },
                          { "id": 2, "name": "Repairs", "departmentId": 10, "due": { "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "pauseWhileOpen": true } },
                          { "id": 3, "name": "Listing", "departmentId": 10 },
                          { "id": 4, "name": "Events", "departmentId": 20 } ],
            "tags": [ { "id": 5, "name": "vip" } ],
            "keys": [ { "name": "full", "key": "{{Full}}", "scopes": ["cases:enqueue", "cases:read", "cases:write", "admin"] },
                      { "name": "reader", "key": "{{Reader}}", "scopes": ["cases:read"] },
                      { "name": "op", "key": "operator-key-of-hub-1-0123456789", "scopes": ["operator"] } ] } ] }
        """;

    private WholeProgram program = null!;

    public CaseWorkerClient Client { get; private set; } = null!;

    public Uri Address => program.Address;

    public async ValueTask InitializeAsync()
    {
        program = await WholeProgram.StartAsync(Catalog);
        Client = new CaseWorkerClient(program.Address, Full);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await program.DisposeAsync();
    }

    /// <summary>Enqueues a case and returns it once it is stored.</summary>
    internal async Task<Case> StoreAsync(int serviceId, string subject = "Help")
    {
        var outcome = await Client.EnqueueAsync(new CaseEnqueue { ServiceId = serviceId, Subject = subject }, new EnqueueOptions { Wait = TimeSpan.FromSeconds(30) });
        return (await Client.Cases.GetAsync(Assert.IsType<EnqueueOutcome.Stored>(outcome).CaseId)).RequireValue();
    }

    /// <summary>Puts a message into the queue past the gateway's checks, as another program can.</summary>
    internal async Task SendAsync(int serviceId, string messageKey, string body, int caseId)
    {
        var message = new IntakeMessage { Body = System.Text.Encoding.UTF8.GetBytes(body), MessageKey = messageKey, HubId = 1, ServiceId = serviceId, CaseId = caseId };
        Assert.Equal(SendOutcome.Accepted, await program.Services.GetRequiredService<ICaseQueue>().SendAsync(new OutgoingMessage(serviceId, message), CancellationToken.None));
    }

    /// <summary>Waits for something the program does by itself.</summary>
    internal static async Task<T> UntilAsync<T>(Func<Task<T?>> look)
        where T : class
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (await look() is { } found)
                return found;

            await Task.Delay(20, limit.Token);
        }
    }
}

using CaseWorker.Tests.Client;
using Xunit;

namespace CaseWorker.Tests.Reference;

/// <summary>Whoever generates a client of <c>/openapi/v1.json</c> gets one that works.</summary>
public sealed class GeneratedClientTests(ClientProgram program) : IClassFixture<ClientProgram>
{
    // What somebody writes who has the generated client: names and types are those that the document leads to.
    private const string RoundTrip =
        """
        using System;
        using System.Linq;
        using System.Net.Http;
        using System.Threading.Tasks;
        using Generated;

        public static class RoundTrip
        {
            public static async Task<string> RunAsync(HttpClient http)
            {
                var client = new GeneratedClient(http);
                var enqueued = await client.EnqueueCaseAsync(new CaseEnqueue { ServiceId = 1, Subject = "Generated" }, idempotency_Key: "generated", prefer: "wait=30");
                var again = await client.EnqueueCaseAsync(new CaseEnqueue { ServiceId = 1, Subject = "Generated" }, idempotency_Key: "generated", prefer: "wait=30");
                var caseId = enqueued.CaseId!.Value;
                var stored = await client.GetCaseAsync(caseId);
                var note = await client.AddNoteAsync(caseId, new NewNote { Type = NewNoteType.Call, Title = "Call", Text = "Called back" });
                var tagged = await client.TagCaseAsync(caseId, 5);
                var closed = await client.CloseCaseAsync(caseId);
                var listed = await client.ListCasesAsync(serviceId: 1, status: Status.Closed);
                var proof = await client.ProveOrderAsync(1);
                var refusal = "accepted";
                try
                {
                    await client.EnqueueCaseAsync(new CaseEnqueue { ServiceId = 999 });
                }
                catch (ApiException<Problem> exception)
                {
                    refusal = $"{exception.StatusCode} {string.Join(",", exception.Result.Errors!.Keys)}";
                }

                await client.DeleteCaseAsync(caseId, why: "the end");
                var made = await client.CasesApiCreateAsync(body: new CasesApiNewCase { Depid = 10, Summary = "Help desk", Details = "It burns", Openedby = "Zoe" });
                var read = await client.CasesApiGetAsync(made.Caseid);
                var token = await client.GetTokenAsync(new TokenRequest { Grant_type = TokenRequestGrant_type.Client_credentials, Client_id = "full", Client_secret = http.DefaultRequestHeaders.GetValues("X-Api-Key").Single() });
                return string.Join("|", read.Summary, token.Token_type, again.CaseId == caseId, stored.Subject, stored.Status, note.Text, string.Join(",", tagged.Tags), closed.Status, listed.Items.Any(one => one.CaseId == caseId), proof.Verified, refusal);
            }
        }
        """;

    [Fact]
    public async Task It_compiles_and_enqueues_reads_annotates_closes_lists_and_deletes_cases()
    {
        using var http = new HttpClient { BaseAddress = program.Address, DefaultRequestHeaders = { { "X-Api-Key", ClientProgram.Full } } };
        var code = await GeneratedClient.GenerateAsync(await http.GetStringAsync("/openapi/v1.json"));

        var run = GeneratedClient.Compile(code, RoundTrip).GetType("RoundTrip")!.GetMethod("RunAsync")!;
        var told = await (Task<string>)run.Invoke(null, [http])!;

        Assert.Equal("Help desk|Bearer|True|Generated|new|Called back|5|closed|True|True|400 ServiceId", told);
    }
}

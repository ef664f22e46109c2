using System.Net;
using CaseWorker.Gateway.Errors;
using Xunit;

namespace CaseWorker.Tests.Host;

/// <summary>Long addresses, as clients send them that put a whole case into the query: the running program with its web server.</summary>
public sealed class LongAddressTests
{
    [Theory]
    [InlineData("/api/cases", "urn:caseworker:problem:address-too-long")]
    [InlineData("/api/v1/cases", "The address is too long.")]
    [InlineData("/v1/actionmanagement/hubs/1/lists", "The address is too long.")]
    [InlineData("/helpcenter/case", "The address is too long.")]
    public async Task An_address_that_is_too_long_is_refused_in_the_words_of_its_API(string path, string words)
    {
        await using var program = await StartAsync();
        using var client = program.ClientWith(WholeProgram.Operator);

        // One that is only just too long, and about the longest one that the web server reads.
        foreach (var length in new[] { ErrorsRegistration.MaxAddress + 1, ErrorsRegistration.MaxRequestLine - 100 })
        {
            using var answer = await client.GetAsync(new Uri($"{path}?x=".PadRight(length, 'x'), UriKind.Relative), TestContext.Current.CancellationToken);

            Assert.Equal((HttpStatusCode.RequestUriTooLong, true), (answer.StatusCode, answer.Headers.ConnectionClose));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Contains(words, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_case_in_the_query_is_taken()
    {
        await using var program = await StartAsync();
        using var client = program.ClientWith(WholeProgram.Operator);
        var address = "/api/v1/cases?depid=10&summary=a&openedby=c&details=".PadRight(ErrorsRegistration.MaxAddress, 'x');

        using var answer = await client.PostAsync(new Uri(address, UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private static Task<WholeProgram> StartAsync() => WholeProgram.StartAsync(
        """
        {
          "hubs": [ {
            "id": 1, "name": "Main", "endUserListId": 900, "helpCenterId": "5f0c1e2ab3d4c5e6f7a8b901",
            "departments": [ { "id": 10, "name": "Support", "intakeService": 1 } ],
            "services": [ { "id": 1, "name": "General", "departmentId": 10 } ],
            "reps": [ { "id": 100, "userName": "ann", "departments": [10] } ]
          } ]
        }
        """);
}

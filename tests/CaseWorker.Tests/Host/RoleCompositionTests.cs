using CaseWorker.Gateway.CasesApi;
using CaseWorker.Host.Composition;
using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.Retention;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CaseWorker.Tests.Host;

public sealed class RoleCompositionTests
{
    [Theory]
    [InlineData("gateway,worker,scheduler", "Embedded")]
    [InlineData("gateway,worker", "Embedded")]
    [InlineData("gateway,worker,scheduler", "RabbitMq")]
    [InlineData("gateway", "RabbitMq")]
    [InlineData("worker", "RabbitMq")]
    [InlineData("scheduler", "RabbitMq")]
    [InlineData("gateway,scheduler", "RabbitMq")]
    public async Task Every_role_has_the_parts_that_it_needs(string roles, string transport)
    {
        var builder = ProgramBuilder.Create([$"--Roles={roles}", $"--Transport:Kind={transport}", $"--Data:Directory={Path.GetTempPath()}"]);
        var parts = Parts.Of(builder.Configuration);
        builder.Services.AddCaseWorker(builder.Configuration, parts).AddServing(parts).AddSingleton(new PartitionCount(8));

        // Building looks through all constructors.
        await using var app = builder.Build();

        // Jobs are made when they are due, so they are made here.
        if (!roles.Contains("scheduler", StringComparison.Ordinal))
            return;

        Assert.NotNull(ActivatorUtilities.CreateInstance<LineSweepJob>(app.Services));
        Assert.NotNull(ActivatorUtilities.CreateInstance<RetentionJob>(app.Services));
    }

    [Theory]
    [InlineData("RabbitMq", "", 1800)]
    [InlineData("Embedded", "", 0)]
    [InlineData("RabbitMq", "0", 0)]
    [InlineData("Embedded", "7", 7)]
    public async Task A_key_has_1800_requests_an_hour_behind_a_broker_and_all_it_wants_without_one_unless_told_otherwise(string transport, string set, int requests)
    {
        var builder = ProgramBuilder.Create([$"--Transport:Kind={transport}", $"--Data:Directory={Path.GetTempPath()}", .. set.Length > 0 ? new[] { $"--CasesApi:RequestsPerHour={set}" } : []]);
        var parts = Parts.Of(builder.Configuration);
        builder.Services.AddCaseWorker(builder.Configuration, parts).AddServing(parts).AddSingleton(new PartitionCount(8));
        await using var app = builder.Build();

        Assert.Equal(requests, app.Services.GetRequiredService<IOptions<CasesApiOptions>>().Value.RequestsPerHour);
    }
}

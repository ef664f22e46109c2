using CaseWorker.Host.Composition;
using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Partitions;
using CaseWorker.Processing.Retention;
using Microsoft.Extensions.DependencyInjection;
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
}

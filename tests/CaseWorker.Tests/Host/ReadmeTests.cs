using System.Diagnostics;
using Xunit;

namespace CaseWorker.Tests.Host;

public sealed class ReadmeTests
{
    [Fact]
    public async Task Dotnet_run_works_in_the_folder_where_the_caller_stands()
    {
        var here = Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar);
        var project = Path.Combine(SampleSettings.Root(), "src", "CaseWorker.Host", "CaseWorker.Host.csproj");
        var start = new ProcessStartInfo("dotnet", ["msbuild", project, "-nologo", "-getProperty:RunWorkingDirectory"])
        {
            WorkingDirectory = here,
            RedirectStandardOutput = true,
        };
        using var asked = Process.Start(start)!;
        Assert.Equal(here, (await asked.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
    }
}

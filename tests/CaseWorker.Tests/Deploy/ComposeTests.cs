using System.Diagnostics;
using System.Text.RegularExpressions;
using CaseWorker.Host.Composition;
using CaseWorker.Host.Settings;
using CaseWorker.Tests.Host;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CaseWorker.Tests.Deploy;

public sealed partial class ComposeTests
{
    private readonly ComposeFile compose = ComposeFile.Read();

    [Fact]
    public void Every_setting_in_the_compose_file_is_one_of_the_program()
    {
        Assert.All(compose.OwnServices, service => Assert.All(compose.Settings(service).Keys, key => AssertKnown(key)));
        Assert.All(compose.OwnServices, service => Assert.NotNull(Parts.Of(Configuration(service))));
    }

    [Fact]
    public void Every_setting_in_the_image_is_one_of_the_program()
    {
        var dockerfile = File.ReadAllText(Path.Combine(SampleSettings.Root(), "deploy", "Dockerfile"));
        var keys = SettingInImage().Matches(dockerfile).Select(match => match.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)).ToList();
        Assert.Contains("Urls", keys);
        Assert.All(keys, AssertKnown);
    }

    [Fact]
    public void One_gateway_two_workers_and_one_scheduler_run_on_RabbitMQ_and_SQL_Server()
    {
        Assert.Equal(["gateway", "scheduler", "worker"], compose.OwnServices.Where(name => name != "migrate").Order(StringComparer.Ordinal));
        Assert.All(compose.OwnServices.Where(name => name != "migrate"), name => Assert.Equal(name, compose.Settings(name)["Roles"]));
        Assert.Equal("2", ((Dictionary<object, object>)compose.Service("worker")["deploy"])["replicas"]);
        Assert.All(compose.OwnServices, name => Assert.Equal(("SqlServer", "RabbitMq"), (compose.Settings(name)["Storage:Provider"], compose.Settings(name)["Transport:Kind"])));
    }

    [Fact]
    public void Nothing_starts_before_what_it_needs_is_healthy()
    {
        Assert.Equal("service_healthy", compose.WaitsFor("migrate")["sqlserver"]);
        Assert.All(compose.OwnServices.Where(name => name != "migrate"), name =>
        {
            Assert.Equal("service_healthy", compose.WaitsFor(name)["rabbitmq"]);
            Assert.Equal("service_completed_successfully", compose.WaitsFor(name)["migrate"]);
        });
        Assert.All(["rabbitmq", "sqlserver"], name => Assert.True(compose.Service(name).ContainsKey("healthcheck"), name));
    }

    [Fact]
    public void Secrets_come_from_the_environment_and_are_asked_for_by_name_in_the_sample()
    {
        var asked = File.ReadLines(Path.Combine(SampleSettings.Root(), ".env.sample"))
            .Where(line => !line.StartsWith('#') && line.Contains('=', StringComparison.Ordinal))
            .Select(line => line.Split('=')[0]);
        Assert.Equal(compose.Variables().Select(variable => variable.Name).Distinct().Order(StringComparer.Ordinal), asked.Order(StringComparer.Ordinal));
        Assert.All(
            compose.Variables().Where(variable => variable.Name.EndsWith("PASSWORD", StringComparison.Ordinal) || variable.Name.EndsWith("KEY", StringComparison.Ordinal)),
            variable => Assert.StartsWith(":?", variable.Rule, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Docker_Compose_accepts_the_file()
    {
        Assert.SkipUnless(await RunAsync("compose", "version") == 0, "no docker compose on this machine; the file is checked against the settings only");
        Assert.Equal(0, await RunAsync("compose", "--file", ComposeFile.Path, "--env-file", Filled(), "config", "--quiet"));
    }

    private IConfigurationRoot Configuration(string service) => new ConfigurationBuilder().AddInMemoryCollection(compose.Settings(service)).Build();

    private static void AssertKnown(string key)
    {
        var path = key.Split(':');
        var section = KnownSettings.Sections.FirstOrDefault(section => section.Name == (path.Length == 1 ? "" : path[0]));
        Assert.True(section is not null && section.Keys.ContainsKey(path[^1]), $"{key} is not a setting.");
    }

    private static string Filled()
    {
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, ComposeFile.Read().Variables().Select(variable => $"{variable.Name}=5080").Distinct());
        return file;
    }

    private static async Task<int> RunAsync(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    [GeneratedRegex(@"^(?:ENV| {3}) ((?:[A-Z][a-z]+)+(?:__[A-Za-z]+)?)=", RegexOptions.Multiline)]
    private static partial Regex SettingInImage();
}

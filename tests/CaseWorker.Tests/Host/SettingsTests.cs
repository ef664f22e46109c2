using CaseWorker.Host.Composition;
using CaseWorker.Host.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CaseWorker.Tests.Host;

public sealed class SettingsTests
{
    [Fact]
    public void Without_any_setting_the_program_is_everything_in_one_process_on_this_machine_only()
    {
        var parts = Parts.Of(Configuration());
        Assert.Equal(Role.Gateway | Role.Worker | Role.Scheduler, parts.Roles);
        Assert.Equal(TransportKind.Embedded, parts.Transport.Kind);
        Assert.Equal("http://127.0.0.1:5080", parts.Program.Urls);
    }

    [Fact]
    public void A_misspelt_key_is_refused_with_the_known_ones()
    {
        var refused = Assert.Throws<SettingsException>(() => Parts.Of(Configuration("--Storage:Provder=Sqlite")));
        Assert.Contains("Storage:Provder is not a setting; known are Storage:Provider,", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void How_many_messages_a_consumer_holds_is_no_setting_since_unequal_ones_break_the_order() =>
        Assert.Contains("RabbitMq:Prefetch is not a setting", Assert.Throws<SettingsException>(() => Parts.Of(Configuration("--RabbitMq:Prefetch=20"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_misspelt_section_on_the_command_line_is_refused()
    {
        var refused = Assert.Throws<SettingsException>(() => Parts.Of(Configuration("--Storag:Provider=Sqlite")));
        Assert.Contains("Storag is not a setting; known are ActionManagement, Auth,", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Storage:Provider=Oracle", "Storage:Provider must be one of Sqlite, SqlServer, is \"Oracle\".")]
    [InlineData("--Storage:CommandTimeout=soon", "Storage:CommandTimeout must be a time as hh:mm:ss, is \"soon\".")]
    [InlineData("--Storage:MigrateOnStart=perhaps", "Storage:MigrateOnStart must be true or false, is \"perhaps\".")]
    public void A_value_that_cannot_be_read_is_refused_and_said(string setting, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Parts.Of(Configuration(setting))).Message);

    [Theory]
    [InlineData("--Storage:CommandTimeout=00:10:00", "Storage:CommandTimeout must be from 00:00:01 to 00:05:00, is \"00:10:00\".")]
    [InlineData("--Cors:Origins=*", "Cors:Origins must be origins as https://desk.example.org, separated by commas, has \"*\".")]
    [InlineData("--BadKeys:PerMinute=-1", "BadKeys:PerMinute must be from 0 to 10000, is \"-1\".")]
    [InlineData("--Data:Directory=", "Data:Directory must be given, is empty.")]
    [InlineData("--Storage:Provider=SqlServer", "Storage:ConnectionString must be given with Storage:Provider SqlServer, is empty.")]
    [InlineData("--Roles=gateway,manager", "Roles must be any of gateway, worker, scheduler, separated by commas, is \"gateway,manager\".")]
    [InlineData("--Roles=", "Roles must be any of gateway, worker, scheduler, separated by commas, is \"\".")]
    [InlineData("--Roles=worker", "Roles must hold gateway and worker with Transport:Kind Embedded (its queue serves one process), is \"worker\".")]
    [InlineData("--PublicUrl=cases.example.org", "PublicUrl must be an absolute http or https address, is \"cases.example.org\".")]
    public void A_value_that_makes_no_sense_is_refused_and_said(string setting, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Parts.Of(Configuration(setting))).Message);

    [Theory]
    [InlineData("--ActionManagement:QueryTimeout=00:00:15", "00:00:15", "00:00:15")]
    [InlineData("--Storage:CommandTimeout=00:00:10", "00:00:10", "00:00:10")]
    [InlineData("--Storage:CommandTimeout=00:00:05", "00:00:05", "00:00:10")]
    public void A_query_may_not_take_longer_than_the_driver_of_SQL_Server_waits_for_its_statement(string setting, string commandTimeout, string queryTimeout) => Assert.Equal(
        $"ActionManagement:QueryTimeout must be less than Storage:CommandTimeout, which is \"{commandTimeout}\", is \"{queryTimeout}\".",
        Assert.Throws<SettingsException>(() => Parts.Of(Configuration("--Storage:Provider=SqlServer", "--Storage:ConnectionString=Server=x", setting))).Message);

    [Fact]
    public void Who_waits_less_for_SQLite_may_do_so() => Assert.Equal(TimeSpan.FromSeconds(5), Parts.Of(Configuration("--Storage:CommandTimeout=00:00:05")).Storage.CommandTimeout);

    [Fact]
    public void Settings_are_told_from_the_command_wherever_they_stand()
    {
        var line = ProgramArguments.Split(["--urls", "http://127.0.0.1:0", "fifo", "verify", "--Storage:Provider=Sqlite", "--service", "1"]);
        Assert.Equal(["fifo", "verify", "--service", "1"], line.Command);
        Assert.Equal(["--urls=http://127.0.0.1:0", "--Storage:Provider=Sqlite"], line.Settings);
    }

    private static IConfigurationRoot Configuration(params string[] arguments) =>
        new ConfigurationBuilder().AddCommandLine(arguments).Build();
}

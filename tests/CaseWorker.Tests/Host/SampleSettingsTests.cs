using System.Globalization;
using CaseWorker.Host.Settings;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace CaseWorker.Tests.Host;

public sealed class SampleSettingsTests
{
    [Fact]
    public void The_sample_names_every_setting_and_no_other()
    {
        var known = KnownSettings.Sections.SelectMany(section => section.Keys.Values.Select(key => section.PathOf(key.Name)));
        Assert.Equal(known.Order(StringComparer.Ordinal), SampleSettings.Read().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_shows_the_defaults()
    {
        var sample = SampleSettings.Read();
        Assert.All(KnownSettings.Sections, section =>
        {
            var defaults = Activator.CreateInstance(section.Options, nonPublic: true);
            Assert.All(section.Keys.Values, key => Assert.Equal(Text(key.GetValue(defaults)), sample[section.PathOf(key.Name)]));
        });
    }

    [Fact]
    public void The_sample_can_be_used_as_it_is()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(SampleSettings.File).Build();
        Assert.Empty(SettingsCheck.Faults(configuration));
        Assert.NotNull(CaseWorker.Host.Composition.Parts.Of((IConfigurationRoot)configuration));
    }

    private static string? Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        null => null,
        _ => value.ToString(),
    };
}

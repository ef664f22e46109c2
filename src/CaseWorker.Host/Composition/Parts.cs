using CaseWorker.Host.Settings;
using CaseWorker.Processing.RabbitMq;
using CaseWorker.Storage;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Composition;

/// <summary>What decides which parts this process is made of.</summary>
/// <param name="IsPartitionsSet">Whether somebody said how many partitions there are, or the default stands.</param>
internal sealed record Parts(Role Roles, ProgramOptions Program, StorageOptions Storage, TransportOptions Transport, RabbitMqOptions RabbitMq, DataOptions Data, bool IsPartitionsSet)
{
    private const string PartitionsSetting = $"{RabbitMqOptions.Section}:{nameof(RabbitMqOptions.Partitions)}";

    /// <summary>Reads and validates the configuration.</summary>
    /// <exception cref="SettingsException">Unknown names, unreadable values, values out of bounds, or values that do not go together.</exception>
    public static Parts Of(IConfigurationRoot configuration)
    {
        if (SettingsCheck.Faults(configuration) is { Count: > 0 } faults)
            throw new SettingsException(faults);

        using var settings = new ServiceCollection().AddSettings(configuration).BuildServiceProvider();
        Validate(settings);
        var program = Read<ProgramOptions>();
        return new Parts(RoleNames.Parse(program.Roles), program, Read<StorageOptions>(), Read<TransportOptions>(), Read<RabbitMqOptions>(), Read<DataOptions>(), configuration[PartitionsSetting] is not null);

        T Read<T>()
            where T : class => settings.GetRequiredService<IOptions<T>>().Value;
    }

    /// <summary>Makes the folder for files, closed to other users, where there is none.</summary>
    public void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Data.Directory);
        else
            Directory.CreateDirectory(Data.Directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void Validate(ServiceProvider settings)
    {
        try
        {
            settings.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (OptionsValidationException exception)
        {
            throw new SettingsException(exception.Failures);
        }
        catch (AggregateException exception)
        {
            throw new SettingsException(exception.Flatten().InnerExceptions.OfType<OptionsValidationException>().SelectMany(inner => inner.Failures).Distinct());
        }
    }
}

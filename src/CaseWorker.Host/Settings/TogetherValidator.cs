using CaseWorker.Gateway.ActionManagement;
using CaseWorker.Gateway.Browsers;
using CaseWorker.Processing.Access;
using CaseWorker.Storage;
using Microsoft.Extensions.Options;

namespace CaseWorker.Host.Settings;

/// <summary>What must hold between settings of different sections.</summary>
internal sealed class TogetherValidator(
    IOptions<StorageOptions> storage,
    IOptions<TransportOptions> transport,
    IOptions<AuthOptions> auth,
    IOptions<CorsOptions> cors,
    IOptions<ActionManagementOptions> actionManagement) : IValidateOptions<ProgramOptions>
{
    public ValidateOptionsResult Validate(string? name, ProgramOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(ProgramOptions options)
    {
        var roles = RoleNames.Parse(options.Roles);
        if (roles == Role.None)
            yield return $"Roles must be any of gateway, worker, scheduler, separated by commas, is \"{options.Roles}\".";
        else if (transport.Value.Kind == TransportKind.Embedded && !roles.HasFlag(Role.Gateway | Role.Worker))
            yield return $"Roles must hold gateway and worker with Transport:Kind Embedded (its queue serves one process), is \"{options.Roles}\".";

        if (options.PublicUrl.Length > 0 && !(Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return $"PublicUrl must be an absolute http or https address, is \"{options.PublicUrl}\".";

        foreach (var origin in CorsOptions.Split(cors.Value.Origins).Where(origin => !CorsOptions.IsOrigin(origin)))
            yield return $"Cors:Origins must be origins as https://desk.example.org, separated by commas, has \"{origin}\".";

        // The key itself stays out of messages.
        if (auth.Value.BootstrapKey is { Length: > 0 } key && !AccessRule.IsKey(key))
            yield return $"Auth:BootstrapKey must be {AccessRule.KeyShape}, is {key.Length} long or has others.";

        if (storage.Value is { Provider: StorageProvider.SqlServer, ConnectionString.Length: 0 })
            yield return "Storage:ConnectionString must be given with Storage:Provider SqlServer, is empty.";

        // Else the driver gives the statement up before the query's time is over, and a slow query is told as a database that is away. SQLite's
        // reads have no such limit.
        if (storage.Value.Provider == StorageProvider.SqlServer && actionManagement.Value.QueryTimeout >= storage.Value.CommandTimeout)
            yield return $"ActionManagement:QueryTimeout must be less than Storage:CommandTimeout, which is \"{storage.Value.CommandTimeout}\", is \"{actionManagement.Value.QueryTimeout}\".";
    }
}

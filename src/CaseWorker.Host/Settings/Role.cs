namespace CaseWorker.Host.Settings;

/// <summary>What a process can do; one process can have several roles.</summary>
[Flags]
internal enum Role
{
    None = 0,

    /// <summary>Takes requests over HTTP.</summary>
    Gateway = 1,

    /// <summary>Stores and assigns what was accepted.</summary>
    Worker = 2,

    /// <summary>Does what the clock demands: assigns waiting cases, releases those of absent reps, tells webhooks.</summary>
    Scheduler = 4,
}

internal static class RoleNames
{
    /// <summary>The roles named in <paramref name="roles"/>; None when a name is unknown or none is given.</summary>
    public static Role Parse(string roles)
    {
        var parsed = Role.None;
        foreach (var name in roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(name, out _) || !Enum.TryParse<Role>(name, ignoreCase: true, out var role) || role == Role.None)
                return Role.None;

            parsed |= role;
        }

        return parsed;
    }
}

using System.Text.RegularExpressions;
using CaseWorker.Processing.Access;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>Reads a hub with its departments, reps, services and keys.</summary>
internal static partial class HubReader
{
    public static HubChange Read(CatalogEntry hub, List<CatalogError> errors)
    {
        var change = new HubChange
        {
            Path = hub.Path,
            Id = hub.Id(),
            Name = hub.Name(),
            HelpCenterId = HelpCenterId(hub),
            EndUserListId = hub.Number("endUserListId"),
            Departments = hub.Entries("departments")?.Select(Department).ToList(),
            Reps = hub.Entries("reps")?.Select(Rep).ToList(),
            Services = hub.Entries("services")?.Select(Service).ToList(),
            Items = ItemReader.ReadAll(hub, errors),
            Keys = hub.Entries("keys")?.Select(Key).ToList() ?? [],
        };
        hub.Finish();
        return change;
    }

    /// <summary>The times out of office of a rep, by ascending start.</summary>
    public static Given<IReadOnlyList<Absence>> Absences(CatalogEntry rep)
    {
        if (rep.Entries("outOfOffice") is not { } entries)
            return default;

        var (absences, starts) = (new List<Absence>(), new HashSet<DateTimeOffset>());
        foreach (var entry in entries)
        {
            var from = entry.Instant("from").Or(null);
            entry.TellRequired("from");
            var to = entry.Instant("to").Or(null);
            entry.Finish();
            if (from is null)
                entry.Refuse("from", "be given", "missing");
            else if (to <= from)
                entry.Refuse("to", "be after from, or null for until further notice", $"{to:O}");
            else if (!starts.Add(from.Value))
                entry.Refuse("from", "be another instant than that of the other absences", $"{from:O}");
            else
                absences.Add(new Absence(from.Value, to));
        }

        return new([.. absences.OrderBy(absence => absence.From)]);
    }

    private static Given<string?> HelpCenterId(CatalogEntry hub)
    {
        var given = hub.Text("helpCenterId", max: 24);
        if (given.Value is null || HexDigits().IsMatch(given.Value))
            return given;

        hub.Refuse("helpCenterId", "be 24 hex digits, or null", $"\"{given.Value}\"");
        return default;
    }

    private static DepartmentChange Department(CatalogEntry department)
    {
        var change = new DepartmentChange
        {
            Path = department.Path,
            Id = department.Id(),
            Name = department.Name(),
            Assignment = department.Word("assignment", StrategyWords.All),
            ReleaseOnAbsence = department.Bool("releaseOnAbsence", otherwise: true),
            IntakeService = department.Number("intakeService"),
        };
        department.Finish();
        return change;
    }

    private static RepChange Rep(CatalogEntry rep)
    {
        var change = new RepChange
        {
            Path = rep.Path,
            Id = rep.Id(),
            UserName = rep.Name("userName"),
            FirstName = rep.Text("firstName"),
            LastName = rep.Text("lastName"),
            Edit = RepEditReader.ReadMembers(rep),
        };
        rep.Finish();
        return change;
    }

    private static ServiceChange Service(CatalogEntry service)
    {
        var (due, calendar) = DueReader.Read(service);
        var change = new ServiceChange
        {
            Path = service.Path,
            Id = service.Id(),
            Name = service.Name(),
            ExtRef = service.Text("extRef"),
            DepartmentId = service.Reference("departmentId"),
            Active = service.Bool("active", otherwise: true),
            HeadOfLine = service.Word("headOfLine", "park", "block"),
            WorkflowId = service.Number("workflowId"),
            TriggerId = service.Number("triggerId"),
            Cost = service.Amount("cost"),
            Due = due,
            Calendar = calendar,
        };
        service.Finish();
        return change;
    }

    private static KeyChange Key(CatalogEntry key)
    {
        var name = key.Name();
        var secret = key.Name("key", AccessRule.MaxKeyLength, secret: true);
        if (secret.Length > 0 && !AccessRule.IsKey(secret))
        {
            // The message is printed and logged: it must not hold the key.
            key.Refuse("key", $"be {AccessRule.KeyShape}", $"{secret.Length} long{(secret.Length < AccessRule.MinKeyLength ? "" : " with others")}");
        }

        var (scopes, level) = Grants(key);
        key.Finish();
        return new KeyChange(key.Path, name, secret, scopes, level);
    }

    /// <summary>What a key allows: its scopes, at least one, and its access level.</summary>
    public static (Scopes Scopes, string? AccessLevel) Grants(CatalogEntry key)
    {
        var words = key.Texts("scopes", $"be one of {ScopeWords.All}", word => ScopeWords.Find(word) != Scopes.None);
        key.TellRequired("scopes");
        if (!words.IsGiven || words.Value.Count == 0)
            key.Refuse("scopes", $"hold at least one of {ScopeWords.All}", words.IsGiven ? "without any" : "missing");

        var level = key.Text("accessLevel", max: 20).Or(null);
        if (level is not null && !AccessRule.AccessLevels.Contains(level))
            key.Refuse("accessLevel", $"be one of {string.Join(", ", AccessRule.AccessLevels)}, or null", $"\"{level}\"");

        return (ScopeWords.Parse(string.Join(' ', words.Or([]))), level);
    }

    [GeneratedRegex("^[0-9a-fA-F]{24}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex HexDigits();
}

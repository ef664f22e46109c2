using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>What an edit must hold, wherever it was made.</summary>
internal static class RepEditRule
{
    public static void Check(RepEdit edit, int hubId, CatalogState state, List<CatalogError> errors)
    {
        ReferenceRule.CheckMemberships(hubId, "departments", edit, state, errors);
        if (edit.MaxOpenCases.Or(null) is { } max and < 0)
            errors.Add(CatalogError.Of("maxOpenCases", "be 0 or more, or null", $"{max}"));

        // The tables keep milliseconds.
        var starts = new HashSet<long>();
        foreach (var (absence, index) in edit.OutOfOffice.Or([]).Select((absence, index) => (absence, index)))
        {
            if (absence.To?.ToUnixTimeMilliseconds() <= absence.From.ToUnixTimeMilliseconds())
                errors.Add(CatalogError.Of($"outOfOffice[{index}].to", "be after from, or null for until further notice", $"{absence.To:O}"));
            if (!starts.Add(absence.From.ToUnixTimeMilliseconds()))
                errors.Add(CatalogError.Of($"outOfOffice[{index}].from", "be another instant than that of the other absences", $"{absence.From:O}"));
        }
    }
}

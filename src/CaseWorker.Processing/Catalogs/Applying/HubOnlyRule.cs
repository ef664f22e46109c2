using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>Who administers one hub neither touches another nor makes an operator.</summary>
internal static class HubOnlyRule
{
    public static void Check(CatalogFile file, int? hubOnly, List<CatalogError> errors)
    {
        if (hubOnly is null)
            return;

        foreach (var hub in file.Hubs)
        {
            if (hub.Id != hubOnly)
                errors.Add(CatalogError.Of($"{hub.Path}.id", $"be {hubOnly}, the hub of the key in use", $"{hub.Id}"));
            foreach (var key in hub.Keys.Where(key => key.Scopes.HasFlag(Scopes.Operator)))
                errors.Add(CatalogError.Of($"{key.Path}.scopes", "be granted by an operator where they hold operator", "asked for by an admin"));
        }
    }
}

using CaseWorker.Processing.Access;
using CaseWorker.Processing.Catalogs.Files;
using CaseWorker.Storage;
using CaseWorker.Storage.Access;

namespace CaseWorker.Processing.Catalogs.Applying;

/// <summary>The keys that a file brings along for automation: those that never were are made, others stay untouched.</summary>
internal static class FileKeys
{
    /// <summary>The keys of the file that are not stored yet, once each.</summary>
    public static async Task<List<(int HubId, KeyChange Key)>> FindNewAsync(Session session, CatalogFile file, List<CatalogError> errors)
    {
        var keys = new List<(int HubId, KeyChange Key)>();
        var seen = new HashSet<string>();
        foreach (var (hubId, key) in file.Hubs.SelectMany(hub => hub.Keys, (hub, key) => (hub.Id, key)))
        {
            if (key.Key.Length == 0)
                continue;

            var stored = await KeyStore.FindByHashAsync(session, AccessRule.HashOf(key.Key));
            if (!seen.Add(key.Key))
                errors.Add(CatalogError.Of($"{key.Path}.key", "be given once", "given again"));
            else if (stored is null)
                keys.Add((hubId, key));
            else if (stored.HubId != hubId)
                errors.Add(CatalogError.Of($"{key.Path}.key", $"be a key of hub {hubId} or a new one", "a key of another hub"));
        }

        return keys;
    }

    /// <summary>Stores the keys and returns the lines that tell of it, without the keys.</summary>
    public static async Task<List<string>> AddAsync(Session session, IReadOnlyList<(int HubId, KeyChange Key)> keys, DateTimeOffset now)
    {
        var lines = new List<string>();
        foreach (var (hubId, key) in keys)
        {
            var row = new NewKeyRow
            {
                HubId = hubId,
                Name = key.Name,
                KeyHash = AccessRule.HashOf(key.Key),
                Scopes = ScopeWords.Join(key.Scopes),
                AccessLevel = key.AccessLevel,
                CreatedAt = now,
            };
            lines.Add($"+ key {await KeyStore.AddAsync(session, row)} {key.Name}");
        }

        return lines;
    }
}

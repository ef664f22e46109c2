using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Access;

/// <summary>Reads the wish for a key from the body of a POST.</summary>
public static class KeyWishReader
{
    /// <summary>Reads a JSON object with name, scopes, and perhaps accessLevel and hubId; other members are ignored.</summary>
    /// <returns>The wish, and all that is wrong with it; with errors it must not be used.</returns>
    public static (KeyWish Wish, IReadOnlyList<CatalogError> Errors) Read(ReadOnlyMemory<byte> utf8Json)
    {
        var errors = new List<CatalogError>();
        if (CatalogEntry.Parse(utf8Json, "body", errors) is not { } body)
            return (new KeyWish("", null, Scopes.None, null), errors);

        var (name, hubId) = (body.Name(), body.Number("hubId").Or(null));
        var (scopes, level) = HubReader.Grants(body);
        return (new KeyWish(name, hubId, scopes, level), errors);
    }
}

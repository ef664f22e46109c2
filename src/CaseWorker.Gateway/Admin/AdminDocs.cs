using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Admin;

/// <summary>What the reference says of administration.</summary>
internal static class AdminDocs
{
    private static readonly (int Status, string When) BadBody = (400, "The body is not valid; `errors` says why, by place.");
    private static readonly (int Status, string When) BadType = (415, "The content type is missing, or is not read here.");

    private static readonly Field Scopes = Field.List("scopes", "string", "What the key may do: cases:enqueue, cases:read, cases:write, admin, operator.").Required;

    private static readonly Field Absences = new(
        "outOfOffice",
        new() { ["type"] = "array", ["items"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "object", ["properties"] = new System.Text.Json.Nodes.JsonObject { ["from"] = Instant(), ["to"] = Instant() } } },
        "Times out of office, all of them; without `to`: until further notice.");

    public static ApiDoc Api { get; } = new(
        "Administration",
        "The catalogue, the reps' daily changes and the keys: those of the key's hub, all for operators.",
        [
            new RouteDoc("GET", "/api/admin/catalog", "exportCatalog", "Export the catalogue")
            {
                Text = "Never with keys or secrets.",
                Answers = [Answer.Of(200, "The catalogue as a file that can be applied.", CatalogSchema.Whole, "catalog")],
            },
            new RouteDoc("PUT", "/api/admin/catalog", "applyCatalog", "Apply a catalogue")
            {
                Text = "All of it or nothing. A list that a hub leaves out stays as it is; `prune` removes what is not named and not in use. Shorter than 8 MiB.",
                Body = Body.OfShape(CatalogSchema.Whole, "catalog"),
                Answers = [Answer.Of(200, "What it did.", AdminJson.Plain.CatalogReply, "catalog-reply")],
                Errors = [BadBody, BadType],
            },
            new RouteDoc("PATCH", "/api/admin/reps/{repId}", "editRep", "Change a rep")
            {
                Text = "What is left out stays.",
                Body = Body.OfMembers(
                    "RepChange",
                    Field.Flag("active", "Whether the rep gets cases."),
                    Field.List("departments", "integer", "The rep's departments, all of them."),
                    Field.Whole("maxOpenCases", "How many new and open cases at most; null: any number.", least: 0).OrNull(),
                    Absences) with { Examples = ["rep-change"] },
                Answers = [Answer.Of(200, "The rep.", AdminJson.Plain.RepView, "rep")],
                Errors = [BadBody, BadType, (404, "The hub has no such rep.")],
            },
            new RouteDoc("GET", "/api/admin/keys", "listKeys", "List keys")
            {
                Text = "Revoked ones included; never what callers present.",
                Query = PageFields.All,
                Answers = [Answer.Of(200, "A part of the list.", AdminJson.Plain.PageKeyView, "key-list")],
                Errors = [(400, "A parameter is not valid.")],
            },
            new RouteDoc("POST", "/api/admin/keys", "createKey", "Make a key")
            {
                Body = Body.OfMembers(
                    "KeyRequest",
                    Field.String("name", "For people; also the client's id for tokens.", 200).Required,
                    Scopes,
                    Field.Whole("hubId", "The key's hub; default: the caller's. Another one is for operators.", least: 1),
                    Field.Word("accessLevel", "For the HelpCenter API.", ["RESELLER", "RESELLER_ADMIN", "ADMIN"])) with { Examples = ["new-key"] },
                Answers = [Answer.Of(201, "The key, shown this once.", AdminJson.Plain.NewKeyView, "key-shown-once")],
                Errors = [BadBody, BadType],
            },
            new RouteDoc("POST", "/api/admin/keys/{keyId}/revoke", "revokeKey", "Revoke a key")
            {
                Text = "It is worthless at once, its tokens too, everywhere within 5 seconds. A second time changes nothing.",
                Answers = [Answer.Of(200, "The key.", AdminJson.Plain.KeyView, "key-revoked")],
                Errors = [(404, "The hub has no such key.")],
            },
        ]);

    private static System.Text.Json.Nodes.JsonObject Instant() => new() { ["type"] = "string", ["format"] = "date-time" };
}

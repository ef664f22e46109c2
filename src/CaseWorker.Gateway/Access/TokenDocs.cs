using CaseWorker.Gateway.Reference;

namespace CaseWorker.Gateway.Access;

/// <summary>What the reference says of tokens.</summary>
internal static class TokenDocs
{
    public static ApiDoc Api { get; } = new(
        "Tokens",
        "For clients that speak OAuth 2.",
        [
            new RouteDoc("POST", "/identity/connect/token", "getToken", "Get a token for a key")
            {
                Text = "A token counts for an hour at every gateway, allows what its key allows, and dies with it. Name and key may come as HTTP Basic instead.",
                Body = Body.OfMembers(
                    "TokenRequest",
                    Field.Word("grant_type", "Both do the same.", ["client_credentials", "api-user"]).Required,
                    Field.String("client_id", "The key's name."),
                    Field.String("client_secret", "The key."),
                    Field.String("scope", "Ignored: a token allows what its key allows.")) with { ContentTypes = [Body.Form], Examples = ["token-request"] },
                Answers = [Answer.Of(200, "The token.", TokenJson.Plain.TokenReply, "token")],
                Errors =
                [
                    (400, "`invalid_request`, `unsupported_grant_type`, or with api-user `invalid_grant`."),
                    (401, "`invalid_client`: no valid key, or not of this name."),
                    (429, "Too many wrong keys came from this address."),
                ],
            },
        ]);
}

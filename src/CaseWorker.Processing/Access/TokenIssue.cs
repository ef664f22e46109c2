namespace CaseWorker.Processing.Access;

/// <summary>What became of a wish for a token.</summary>
public abstract record TokenIssue
{
    private TokenIssue()
    {
    }

    /// <summary>Here it is. It allows what the key allows.</summary>
    public sealed record Issued(string Token, Scopes Scopes) : TokenIssue;

    /// <summary>No valid key is like this one.</summary>
    public sealed record NoKey : TokenIssue;

    /// <summary>The key is valid, and has another name.</summary>
    public sealed record OtherName : TokenIssue;
}

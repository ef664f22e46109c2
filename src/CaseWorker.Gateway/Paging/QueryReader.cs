using System.Globalization;
using CaseWorker.Gateway.Errors;
using Microsoft.AspNetCore.Http;

namespace CaseWorker.Gateway.Paging;

/// <summary>Reads the parameters of a list from the query string and collects all that is wrong with them. Unknown ones are ignored.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    /// <summary>How many items a list shows unless told otherwise.</summary>
    public const int DefaultTop = 100;

    /// <summary>The most it shows.</summary>
    public const int MaxTop = 1000;

    private readonly Dictionary<string, string[]> errors = [];

    /// <summary>What was wrong; null: nothing.</summary>
    public Problem? Problem => errors.Count == 0 ? null : Problem.Invalid(errors);

    /// <summary>The parameter <c>top</c>.</summary>
    public int Top() => (int)(Number("top", 1, MaxTop) ?? DefaultTop);

    /// <summary>The key that the parameter <c>after</c> holds; 0 when it is absent.</summary>
    public long After(char order)
    {
        if (Text("after") is not { } cursor)
            return 0;

        if (!Cursor.TryRead(cursor, order, out var key))
            Refuse("after", "after must be the next of the page before, of the same list.");

        return key;
    }

    /// <summary>A whole number; null when the parameter is absent or wrong.</summary>
    public long? Number(string name, long least, long most)
    {
        if (Text(name) is not { } text)
            return null;

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}."));
        return null;
    }

    /// <summary>One of the words; null when the parameter is absent or wrong.</summary>
    public string? Word(string name, params ReadOnlySpan<string> words)
    {
        if (Text(name) is not { } text || words.Contains(text))
            return Text(name);

        Refuse(name, $"{name} must be one of {string.Join(", ", words)}.");
        return null;
    }

    // An empty parameter counts as absent: that is how forms send what nobody filled in.
    private string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1)
            Refuse(name, $"{name} must be given once.");

        return values is [{ Length: > 0 } value] ? value : null;
    }

    private void Refuse(string name, string sentence) => errors[name] = [sentence];
}

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>A member that may be left out, which is another thing than null: what is left out stays as it is.</summary>
public readonly record struct Given<T>(T Value)
{
    /// <summary>False for the default value: left out.</summary>
    public bool IsGiven { get; } = true;

    /// <summary>The given value, else the current one.</summary>
    public T Or(T current) => IsGiven ? Value : current;
}

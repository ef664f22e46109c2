using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace CaseWorker.Tests.Simulation;

/// <summary>What a statement is given: an object of parameters, or a row of a batch.</summary>
/// <param name="column">Reads a column of the row by its name; null for parameters.</param>
internal readonly struct Parameters(object? given, Func<string, object?>? column)
{
    private static readonly ConcurrentDictionary<(Type, string), PropertyInfo?> Properties = new();

    /// <summary>The row of a batch that consists of an id.</summary>
    public long Id => Convert.ToInt64(given, CultureInfo.InvariantCulture);

    public T Row<T>() => (T)given!;

    public T Column<T>(string name) => (T)column!(name)!;

    public bool Has(string name) => Property(name) is not null;

    public T? Get<T>(string name) => (T?)(Property(name) ?? throw new InvalidOperationException($"The parameter {name} is missing.")).GetValue(given);

    private PropertyInfo? Property(string name) => given is null ? null : Properties.GetOrAdd((given.GetType(), name), key => key.Item1.GetProperty(key.Item2));
}

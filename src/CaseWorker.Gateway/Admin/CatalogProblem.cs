using CaseWorker.Gateway.Errors;
using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Gateway.Admin;

/// <summary>How a change is answered that can't be made.</summary>
internal static class CatalogProblem
{
    /// <summary>The sentences by the place of what is wrong; "$" is the whole body.</summary>
    public static Problem Of(IReadOnlyList<CatalogError> errors) => Problem.Invalid(errors
        .GroupBy(error => error.Path.Length == 0 ? "$" : error.Path, error => error.Message)
        .ToDictionary(place => place.Key, place => place.ToArray()));
}

using CaseWorker.Processing.Catalogs.Files;

namespace CaseWorker.Processing.Catalogs;

/// <summary>What can change about a rep from day to day. What is left out stays as it is.</summary>
public sealed record RepEdit
{
    public Given<bool> Active { get; init; }

    /// <summary>Replaces all times out of office.</summary>
    public Given<IReadOnlyList<Absence>> OutOfOffice { get; init; }

    /// <summary>0 or more; null: no cap.</summary>
    public Given<int?> MaxOpenCases { get; init; }

    /// <summary>Replaces all memberships.</summary>
    public Given<IReadOnlyList<int>> Departments { get; init; }
}

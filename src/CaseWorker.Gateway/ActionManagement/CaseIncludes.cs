namespace CaseWorker.Gateway.ActionManagement;

/// <summary>The parts of cases that a list can leave out.</summary>
[Flags]
internal enum CaseIncludes
{
    None = 0,
    ListValues = 1,
    Roles = 2,
    DataFields = 4,
    All = ListValues | Roles | DataFields,
}

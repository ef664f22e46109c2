namespace CaseWorker.Contracts;

/// <summary>Who works on a case in a role of its hub's Action Management program.</summary>
/// <param name="Id">The role.</param>
/// <param name="Users">The ids of the users, in their order; the first of the role that mirrors the rep is the rep. Empty: nobody.</param>
public sealed record CaseEventRole(int Id, IReadOnlyList<int> Users);

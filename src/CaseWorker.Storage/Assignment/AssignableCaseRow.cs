using CaseWorker.Storage.Cases;

namespace CaseWorker.Storage.Assignment;

/// <summary>What a decision after intake needs of a case: enough to change it, note it and tell it.</summary>
public sealed record AssignableCaseRow : CaseFacts;

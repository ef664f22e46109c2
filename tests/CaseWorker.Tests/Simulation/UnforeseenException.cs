namespace CaseWorker.Tests.Simulation;

/// <summary>A message can't be stored, for a reason that nobody foresaw.</summary>
internal sealed class UnforeseenException() : Exception("Nobody foresaw it.");

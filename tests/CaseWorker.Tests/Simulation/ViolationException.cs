namespace CaseWorker.Tests.Simulation;

/// <summary>A promise that was broken, as a sentence.</summary>
internal sealed class ViolationException(string message) : Exception(message);

namespace CaseWorker.Host.Commands;

/// <summary>A command could not be tried; the message says why, to the person who asked.</summary>
internal sealed class ImpossibleException(string message) : Exception(message);

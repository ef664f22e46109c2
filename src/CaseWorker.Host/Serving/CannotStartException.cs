namespace CaseWorker.Host.Serving;

/// <summary>The program must not run as things are; the message says what to do about it.</summary>
internal sealed class CannotStartException(string message) : Exception(message);

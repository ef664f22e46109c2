namespace CaseWorker.Host.Commands;

/// <summary>A command's answer is no; the message says why, to the person who asked.</summary>
internal sealed class RefusedException(string message) : Exception(message);

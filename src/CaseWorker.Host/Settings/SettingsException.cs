namespace CaseWorker.Host.Settings;

/// <summary>The settings do not describe a program that could run. The message says each fault on a line of its own.</summary>
internal sealed class SettingsException(IEnumerable<string> faults) : Exception(string.Join(Environment.NewLine, faults));

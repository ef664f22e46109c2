namespace CaseWorker.Processing.Access;

/// <summary>A key that somebody asks for.</summary>
/// <param name="HubId">Null: the hub of whoever asks.</param>
/// <param name="AccessLevel">One of <see cref="AccessRule.AccessLevels"/>; null: none.</param>
public sealed record KeyWish(string Name, int? HubId, Scopes Scopes, string? AccessLevel);

namespace CaseWorker.Contracts;

/// <summary>What a case has of a list of its hub's Action Management program.</summary>
/// <param name="ListId">The list.</param>
/// <param name="Id">The item of the list.</param>
/// <param name="SubCategoryId">The item's subcategory; null when none was chosen.</param>
public sealed record CaseEventListValue(int ListId, int Id, int? SubCategoryId);

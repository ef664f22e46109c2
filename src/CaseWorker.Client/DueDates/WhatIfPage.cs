namespace CaseWorker.Client;

/// <summary>A part of what another due policy would do to the open cases of a service.</summary>
/// <param name="Count">How many cases are open and have no date set by hand, in all.</param>
/// <param name="Items">Those of this part.</param>
/// <param name="Next">What to give as <c>after</c> for the next part; null: there is none.</param>
public sealed record WhatIfPage(int Count, IReadOnlyList<WhatIfItem> Items, string? Next);

/// <summary>What would become of a case's due date.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="From">As it is, UTC; null: it is not due.</param>
/// <param name="To">As it would be, UTC; null: it would not be due.</param>
public sealed record WhatIfItem(int CaseId, DateTimeOffset? From, DateTimeOffset? To);

using CaseWorker.Processing.Catalogs;

namespace CaseWorker.Tests.Enqueue;

/// <summary>Two hubs: 1 with the services 1 billing, 2 sales and 3 closed (inactive), 2 with 21 billing and 22 other.</summary>
internal static class TestCatalog
{
    public static Catalog Value { get; } = new(
        1,
        [new Hub(1, "Main", null), new Hub(2, "Other", null)],
        [new Department(10, 1, "Support", AssignmentStrategy.Random, false, 1, []), new Department(20, 2, "Support", AssignmentStrategy.Random, false, 21, [])],
        [
            new Service(1, 1, 10, "Billing", "billing", true, false, null),
            new Service(2, 1, 10, "Sales", "sales", true, false, null),
            new Service(3, 1, 10, "Closed", "closed", false, false, null),
            new Service(21, 2, 20, "Billing", "billing", true, false, null),
            new Service(22, 2, 20, "Other", "other", true, false, null),
        ]);
}

namespace CaseWorker.Tests.Catalogs;

internal static class CatalogExample
{
    /// <summary>The example of the specification, every part with every member; its zone is one that every machine knows.</summary>
    public const string Full =
        """
        { "prune": false, "hubs": [ { "id": 1, "name": "Main", "helpCenterId": "1234567890abcdef12345678", "endUserListId": 906,
          "calendars":   [ { "id": "office", "zone": "UTC", "week": { "mon": ["08:00-12:00","13:00-17:00"], "tue": ["08:00-16:00"] }, "holidays": ["2026-12-25"] } ],
          "departments": [ { "id": 10, "name": "Support", "assignment": "random", "releaseOnAbsence": true, "intakeService": 1 } ],
          "reps":        [ { "id": 100, "userName": "ann", "firstName": "Ann", "lastName": "Lee", "active": true, "departments": [10], "maxOpenCases": null, "outOfOffice": [ { "from": "2026-12-24T00:00:00Z", "to": "2027-01-02T00:00:00Z" } ] } ],
          "services":    [ { "id": 1, "name": "Billing", "extRef": "billing", "departmentId": 10, "active": true, "headOfLine": "park", "workflowId": 543, "triggerId": 654, "cost": 250,
                             "due": { "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "P1D", "pauseWhileOpen": true, "calendar": "office" } } ],
          "lists":       [ { "id": 23, "name": "Status", "type": "status", "defaultItem": 11001, "items": [ { "id": 11001, "name": "Not Started", "isOpen": true, "caseStatus": "new", "extRef": null } ] },
                           { "id": 25, "name": "Category", "type": "category", "defaultItem": 11022, "items": [ { "id": 11022, "name": "Hats", "subCategories": [ { "id": 7720, "name": "Caps" } ] } ] } ],
          "roles":       [ { "id": 1, "name": "Case Manager", "assignee": true } ], "tags": [ { "id": 5, "name": "vip" } ],
          "workflows":   [ { "id": 543, "name": "Complaint", "extRef": "complaint" } ], "triggers": [ { "id": 654, "name": "Low score", "extRef": "low" } ], "dataFields": [ { "id": 5423, "name": "Customer Email", "questionName": "email" } ],
          "webhooks":    [ { "id": 1, "url": "https://example.org/hook", "secret": "very secret", "events": ["CaseOverdue"], "active": true } ],
          "keys":        [ { "name": "web", "key": "given here only for automation", "scopes": ["cases:enqueue","cases:read"], "accessLevel": "ADMIN" } ] } ] }
        """;
}

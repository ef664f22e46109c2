namespace CaseWorker.Tests.ActionManagement;

/// <summary>The catalogue behind the document's examples: hub 96 with the lists, roles, users and data fields that the cases have there.</summary>
internal static class ActionCatalog
{
    public const int HubId = 96;
    public const string Full = "full-key-of-hub-96-0123456789";
    public const string Reader = "reader-key-of-hub-96-0123456789";
    public const string Writer = "writer-key-of-hub-96-0123456789";
    public const string Other = "full-key-of-hub-97-0123456789";
    public const string Bare = "full-key-of-hub-98-0123456789";

    /// <summary>Hub 96; hub 97 with a program of its own; hub 98, which has none.</summary>
    public const string Json =
        $$"""
        { "hubs": [
          { "id": 96, "name": "Example", "endUserListId": 906,
            "departments": [ { "id": 960, "name": "Support" }, { "id": 961, "name": "Sales" } ],
            "reps": [
              { "id": 8790, "userName": "exampleUser8790", "departments": [960] },
              { "id": 8788, "userName": "exampleUser8788", "departments": [960], "outOfOffice": [ { "from": "2020-01-01T00:00:00Z" } ] },
              { "id": 9870, "userName": "exampleUser9870", "departments": [960], "outOfOffice": [ { "from": "2020-01-01T00:00:00Z" } ] },
              { "id": 9871, "userName": "seller", "departments": [961] } ],
            "workflows": [ { "id": 543, "name": "Example workflow 543", "extRef": "complaint" }, { "id": 3536, "name": "Example workflow 3536", "extRef": "survey" } ],
            "triggers": [ { "id": 654, "name": "Example trigger 654", "extRef": "low" }, { "id": 7315, "name": "Example trigger", "extRef": "example" } ],
            "services": [
              { "id": 960, "name": "Complaints", "departmentId": 960, "workflowId": 543, "triggerId": 654, "cost": 500 },
              { "id": 961, "name": "Surveys", "departmentId": 960, "cost": 250,
                "due": { "dueAfter": "P91D", "preOverdueBefore": "P31D", "postOverdueAfter": "P10D" } },
              { "id": 962, "name": "Plain", "departmentId": 960 } ],
            "lists": [
              { "id": 23, "name": "Status", "type": "status", "defaultItem": 986, "items": [
                { "id": 986, "name": "Not Started", "isOpen": true }, { "id": 987, "name": "In Progress", "isOpen": true }, { "id": 998, "name": "Completed", "isOpen": false } ] },
              { "id": 24, "name": "Severity", "type": "severity", "items": [ { "id": 875, "name": "Normal" }, { "id": 876, "name": "Critical", "isHigh": true } ] },
              { "id": 25, "name": "Category", "type": "category", "defaultItem": 778, "items": [
                { "id": 778, "name": "Example category 778", "extRef": "C778" },
                { "id": 765, "name": "Example category 765", "extRef": "C765",
                  "subCategories": [ { "id": 9087, "name": "Example subcategory 9087", "extRef": "S9087" }, { "id": 9088, "name": "Example subcategory 9088" } ] } ] },
              { "id": 27, "name": "Location", "type": "custom", "defaultItem": 764, "items": [
                { "id": 764, "name": "Example custom list item 764" }, { "id": 777, "name": "Example custom list item 777" } ] } ],
            "roles": [ { "id": 3456, "name": "Case Manager", "assignee": true }, { "id": 3457, "name": "Watcher" } ],
            "dataFields": [
              { "id": 5423, "name": "Customer Email", "questionName": "email" },
              { "id": 5424, "name": "Overall satisfaction", "questionName": "q1" },
              { "id": 5425, "name": "Country", "questionName": "q5" } ],
            "keys": [
              { "name": "full", "key": "{{Full}}", "scopes": ["cases:enqueue", "cases:read", "cases:write"] },
              { "name": "reader", "key": "{{Reader}}", "scopes": ["cases:read"] },
              { "name": "writer", "key": "{{Writer}}", "scopes": ["cases:write"] } ] },
          { "id": 97, "name": "Other",
            "departments": [ { "id": 970, "name": "Support" } ],
            "reps": [ { "id": 9700, "userName": "theirs", "departments": [970] } ],
            "services": [ { "id": 970, "name": "Complaints", "departmentId": 970 } ],
            "roles": [ { "id": 1, "name": "Case Manager" } ],
            "keys": [ { "name": "other", "key": "{{Other}}", "scopes": ["cases:enqueue", "cases:read", "cases:write"] } ] },
          { "id": 98, "name": "Bare",
            "departments": [ { "id": 980, "name": "Support" } ],
            "services": [ { "id": 980, "name": "Complaints", "departmentId": 980 } ],
            "keys": [ { "name": "bare", "key": "{{Bare}}", "scopes": ["cases:enqueue", "cases:read", "cases:write"] } ] } ] }
        """;
}

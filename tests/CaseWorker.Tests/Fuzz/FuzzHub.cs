namespace CaseWorker.Tests.Fuzz;

/// <summary>One of the two hubs. Every text of its data holds its marker, so that it is known wherever it turns up.</summary>
internal sealed class FuzzHub(int number)
{
    /// <summary>What is wrong for everybody.</summary>
    public const string NoKey = "this-key-was-never-given-to-anybody";

    public int Number { get; } = number;

    public string Marker { get; } = number == 1 ? "qxvzhubone" : "qxvzhubtwo";

    public int Support => (Number * 1000) + 10;

    public int Sales => (Number * 1000) + 20;

    public int Service => (Number * 1000) + 1;

    public int DueService => (Number * 1000) + 2;

    public int Rep => (Number * 1000) + 100;

    public int Tag => (Number * 1000) + 5;

    public int Webhook => (Number * 1000) + 9;

    public string HelpCenterId => new((char)('0' + Number), 24);

    public string Full => KeyOf("full");

    public string Operator => KeyOf("operator");

    /// <summary>Keys with one scope each.</summary>
    public IReadOnlyList<string> Single => [KeyOf("enqueue"), KeyOf("read"), KeyOf("write"), KeyOf("admin")];

    /// <summary>Keys and the secret of a webhook, none of which may turn up in an answer.</summary>
    public IEnumerable<string> Secrets => [Full, Operator, .. Single, $"{Marker}-secret"];

    /// <summary>Notes that somebody wrote, with their cases.</summary>
    public List<(int Case, long Note)> Notes { get; } = [];

    /// <summary>Stored cases; some are gone when the fuzz has run for a while.</summary>
    public List<int> Cases { get; } = [];

    public List<long> Parked { get; } = [];

    /// <summary>As the HelpCenter API calls the cases; empty while the program has no such API.</summary>
    public List<string> Conversations { get; } = [];

    public string Catalog =>
        $$"""
        { "id": {{Number}}, "name": "{{Marker}} hub", "helpCenterId": "{{HelpCenterId}}", "endUserListId": {{Number}},
          "calendars": [ { "id": "{{Marker}}-office", "zone": "Europe/Copenhagen", "week": { "mon": ["08:00-17:00"], "tue": ["08:00-12:00","13:00-17:00"] }, "holidays": ["2026-12-25"] } ],
          "departments": [ { "id": {{Support}}, "name": "{{Marker}} support" }, { "id": {{Sales}}, "name": "{{Marker}} sales", "assignment": "least-open" } ],
          "reps": [ { "id": {{Rep}}, "userName": "{{Marker}}-ann", "firstName": "{{Marker}} Ann", "lastName": "{{Marker}} Lee", "departments": [{{Support}},{{Sales}}] },
                    { "id": {{Rep + 1}}, "userName": "{{Marker}}-bob", "firstName": "{{Marker}} Bob", "lastName": "{{Marker}} Ray", "departments": [{{Support}}] } ],
          "services": [ { "id": {{Service}}, "name": "{{Marker}} billing", "extRef": "{{Marker}}-billing", "departmentId": {{Support}}, "workflowId": {{Number * 1000 + 43}}, "triggerId": {{Number * 1000 + 54}}, "cost": 250 },
                        { "id": {{DueService}}, "name": "{{Marker}} repairs", "extRef": "{{Marker}}-repairs", "departmentId": {{Sales}},
                          "due": { "dueAfter": "PT4H", "preOverdueBefore": "PT1H", "postOverdueAfter": "P1D", "pauseWhileOpen": true, "calendar": "{{Marker}}-office" } } ],
          "lists": [ { "id": {{Number * 1000 + 23}}, "name": "{{Marker}} status", "type": "status", "defaultItem": {{Number * 1000 + 1}},
                       "items": [ { "id": {{Number * 1000 + 1}}, "name": "{{Marker}} not started", "isOpen": true }, { "id": {{Number * 1000 + 2}}, "name": "{{Marker}} waiting", "isOpen": true }, { "id": {{Number * 1000 + 3}}, "name": "{{Marker}} solved", "isOpen": false } ] },
                     { "id": {{Number * 1000 + 25}}, "name": "{{Marker}} category", "type": "category", "defaultItem": {{Number * 1000 + 22}},
                       "items": [ { "id": {{Number * 1000 + 22}}, "name": "{{Marker}} hats", "subCategories": [ { "id": {{Number * 1000 + 24}}, "name": "{{Marker}} caps" } ] } ] } ],
          "roles": [ { "id": {{Number * 1000 + 7}}, "name": "{{Marker}} manager", "assignee": true } ],
          "tags": [ { "id": {{Tag}}, "name": "{{Marker}} vip" }, { "id": {{Tag + 1}}, "name": "{{Marker}} late" } ],
          "workflows": [ { "id": {{Number * 1000 + 43}}, "name": "{{Marker}} complaint", "extRef": "{{Marker}}-complaint" } ],
          "triggers": [ { "id": {{Number * 1000 + 54}}, "name": "{{Marker}} low score", "extRef": "{{Marker}}-low" } ],
          "dataFields": [ { "id": {{Number * 1000 + 55}}, "name": "{{Marker}} mail", "questionName": "{{Marker}}mail" } ],
          "webhooks": [ { "id": {{Webhook}}, "url": "https://{{Marker}}.example.org/hook", "secret": "{{Marker}}-secret", "events": ["CaseOverdue"], "active": false } ],
          "keys": [ { "name": "{{Marker}} full", "key": "{{Full}}", "scopes": ["cases:enqueue","cases:read","cases:write","admin"], "accessLevel": "ADMIN" },
                    { "name": "{{Marker}} enqueue", "key": "{{Single[0]}}", "scopes": ["cases:enqueue"] },
                    { "name": "{{Marker}} read", "key": "{{Single[1]}}", "scopes": ["cases:read"], "accessLevel": "RESELLER" },
                    { "name": "{{Marker}} write", "key": "{{Single[2]}}", "scopes": ["cases:write"] },
                    { "name": "{{Marker}} admin", "key": "{{Single[3]}}", "scopes": ["admin"] },
                    { "name": "{{Marker}} operator", "key": "{{Operator}}", "scopes": ["operator"], "accessLevel": "ADMIN" } ] }
        """;

    private string KeyOf(string name) => $"fuzz-{name}-key-of-hub-{Number}-0123456789";
}

using CaseWorker.Contracts;

namespace CaseWorker.Processing.Catalogs.Files;

/// <summary>A part of the catalogue that is kept as it is declared.</summary>
/// <param name="Kind">The word in the database and in the difference.</param>
/// <param name="Member">The member of the hub that lists the items.</param>
/// <param name="Check">Takes and checks the members of an item, beyond its id.</param>
internal sealed record ItemKind(string Kind, string Member, Action<CatalogEntry> Check)
{
    /// <summary>All kinds, in the order of the file.</summary>
    public static IReadOnlyList<ItemKind> All { get; } =
    [
        new("calendar", "calendars", CalendarRule.Check),
        new("list", "lists", CheckList),
        new("role", "roles", role => Named(role, item => item.Bool("assignee", otherwise: false))),
        new("tag", "tags", tag => Named(tag, _ => { })),
        new("workflow", "workflows", workflow => Named(workflow, item => item.Text("extRef"))),
        new("trigger", "triggers", trigger => Named(trigger, item => item.Text("extRef"))),
        new("dataField", "dataFields", field => Named(field, item => item.Text("questionName"))),
        new("webhook", "webhooks", CheckWebhook),
    ];

    /// <summary>Calendars are called by a word, all else by a number.</summary>
    public bool HasTextId => Kind == "calendar";

    private static void Named(CatalogEntry item, Action<CatalogEntry> rest)
    {
        item.Name();
        rest(item);
    }

    private static void CheckList(CatalogEntry list)
    {
        list.Name();
        list.Text("type", max: 50);
        list.Number("defaultItem");
        var ids = new HashSet<int>();
        foreach (var item in list.Entries("items") ?? [])
        {
            CheckListItem(item, ids);
            item.Bool("isOpen", otherwise: true);
            item.Bool("isHigh", otherwise: false);
            item.Word("caseStatus", "new", "open", "closed");
            foreach (var sub in item.Entries("subCategories") ?? [])
            {
                CheckListItem(sub, ids);
                sub.Finish();
            }

            item.Finish();
        }
    }

    private static void CheckListItem(CatalogEntry item, HashSet<int> ids)
    {
        var id = item.Id();
        if (id > 0 && !ids.Add(id))
            item.Refuse("id", "be unique in its list", $"{id} again");

        item.Name();
        item.Text("extRef");
    }

    private static void CheckWebhook(CatalogEntry webhook)
    {
        var url = webhook.Name("url", max: 2000);
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            webhook.Refuse("url", "be an absolute http or https address", $"\"{url}\"");

        webhook.Text("secret", secret: true);
        webhook.Texts("events", $"be one of {string.Join(", ", CaseEventNames.All)}", CaseEventNames.All.Contains);
        webhook.Bool("active", otherwise: true);
    }
}

using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Catalogs;
using Xunit;

namespace CaseWorker.Tests.ActionManagement;

/// <summary>"Sources" of spec 6, word by word.</summary>
public sealed class ProgramRuleTests
{
    private static readonly ActionProgram Program = new(
        96,
        906,
        ProgramReader.Read(
        [
            Item("list", 23, """{"name":"Status","type":"status","defaultItem":2,"items":[{"id":1,"name":"A"},{"id":2,"name":"B"},{"id":3,"name":"C"},{"id":4,"name":"D","isOpen":false},{"id":5,"name":"E","isOpen":false}]}"""),
            Item("list", 25, """{"name":"Category","type":"category","defaultItem":1,"items":[{"id":1,"name":"A","extRef":"a"},{"id":2,"name":"B","extRef":"b","subCategories":[{"id":9,"name":"S","extRef":"s"}]}]}"""),
            Item("list", 27, """{"name":"Custom","items":[{"id":1,"name":"A","extRef":"a"}]}"""),
            Item("role", 1, """{"name":"Watcher"}"""),
            Item("role", 2, """{"name":"Case Manager","assignee":true}"""),
            Item("workflow", 543, """{"name":"Complaint","extRef":"complaint"}"""),
            Item("workflow", 544, """{"name":"Praise"}"""),
            Item("trigger", 654, """{"name":"Low","extRef":"low"}"""),
            Item("trigger", 655, """{"name":"High"}"""),
            Item("dataField", 1, """{"name":"Customer Email","questionName":"email"}"""),
            Item("dataField", 2, """{"name":"Country"}"""),
        ]),
        [Rep(100), Rep(101), Rep(102)],
        [new Service(1, 96, 10, "Billing", null, true, false, null) { WorkflowId = 544, TriggerId = 655, Cost = 250 }, new Service(2, 96, 10, "Plain", null, true, false, null)]);

    private static readonly ActionCaseRow Case = new()
    {
        CaseId = 7,
        HubId = 96,
        ServiceId = 1,
        DepartmentId = 10,
        Sequence = 1,
        Status = "new",
        OpenedAt = default,
        UpdatedAt = default,
        RowVersion = 1,
    };

    [Fact]
    public void The_workflow_is_the_chosen_one_else_that_of_the_procedure_else_the_services()
    {
        Assert.Equal((544, "Praise"), Workflow(Case));
        Assert.Equal((544, "Praise"), Workflow(Case with { ProcedureExtRef = "Complaint" }));
        Assert.Equal((543, "Complaint"), Workflow(Case with { ProcedureExtRef = "complaint" }));
        Assert.Equal((544, "Praise"), Workflow(Case with { ProcedureExtRef = "complaint", WorkflowId = 544 }));
        Assert.Null(ProgramRule.WorkflowOf(Program, Case with { ServiceId = 2 }));
    }

    [Fact]
    public void A_chosen_workflow_that_left_the_catalogue_stays_without_a_name() => Assert.Equal((9, null), Workflow(Case with { WorkflowId = 9 }));

    [Fact]
    public void Whoever_said_that_there_is_no_workflow_is_believed() =>
        Assert.Null(ProgramRule.WorkflowOf(Program, Case with { ProcedureExtRef = "complaint", WorkflowId = CaseProgramFacts.NoWorkflow }));

    [Fact]
    public void The_trigger_is_that_of_the_procedure_option_else_the_services()
    {
        Assert.Equal(655, ProgramRule.TriggerOf(Program, Case)!.Id);
        Assert.Equal(654, ProgramRule.TriggerOf(Program, Case with { ProcedureOptionExtRef = "low" })!.Id);
        Assert.Null(ProgramRule.TriggerOf(Program, Case with { ServiceId = 2 }));
    }

    [Fact]
    public void The_cost_is_what_somebody_said_null_included_else_the_services()
    {
        Assert.Equal(250, ProgramRule.CostOf(Program, Case));
        Assert.Equal(12.5m, ProgramRule.CostOf(Program, Case with { IsCostByHand = true, Cost = "12.5000" }));
        Assert.Null(ProgramRule.CostOf(Program, Case with { IsCostByHand = true }));
        Assert.Null(ProgramRule.CostOf(Program, Case with { ServiceId = 2 }));
    }

    [Fact]
    public void A_case_without_a_subject_is_named_by_its_id()
    {
        Assert.Equal("Case 7", ProgramRule.NameOf(Case));
        Assert.Equal("Printer", ProgramRule.NameOf(Case with { Subject = "Printer" }));
    }

    [Fact]
    public void Unless_given_the_first_open_item_is_new_those_after_it_open_and_what_is_not_open_closed() =>
        Assert.Equal("new open open closed closed", string.Join(' ', Program.FindList(23)!.Items.Select(item => item.CaseStatus)));

    [Fact]
    public void A_given_case_status_stands_and_says_whether_the_item_is_open()
    {
        var list = ListOf("""[{"id":1,"name":"A","caseStatus":"open"},{"id":2,"name":"B","caseStatus":"closed"},{"id":3,"name":"C","isOpen":true,"caseStatus":"new"}]""");

        Assert.Equal("open True, closed False, new True", string.Join(", ", list.Items.Select(item => $"{item.CaseStatus} {item.IsOpen}")));
    }

    [Theory]
    [InlineData("new", 1)]
    [InlineData("open", 2)]
    [InlineData("closed", 4)]
    public void The_status_item_follows_the_status_of_the_case(string status, int itemId) =>
        Assert.Equal(itemId, ProgramRule.ValueOf(Program.FindList(23)!, Case with { Status = status }, null)!.Item.Id);

    [Theory]
    [InlineData("open", 3, 3)]
    [InlineData("closed", 5, 5)]
    [InlineData("new", 5, 1)]
    [InlineData("open", 99, 2)]
    public void A_chosen_status_item_stands_while_the_case_has_its_status(string status, int chosen, int itemId) =>
        Assert.Equal(itemId, ProgramRule.ValueOf(Program.FindList(23)!, Case with { Status = status }, Chosen(23, chosen))!.Item.Id);

    [Fact]
    public void A_status_without_an_item_of_its_own_takes_one_that_is_as_open_or_none()
    {
        var list = ListOf("""[{"id":1,"name":"A"}]""");

        Assert.Equal(1, ProgramRule.ValueOf(list, Case with { Status = "open" }, null)!.Item.Id);
        Assert.Null(ProgramRule.ValueOf(list, Case with { Status = "closed" }, null));
    }

    [Fact]
    public void The_category_is_the_chosen_one_else_that_of_the_classification_code_else_the_default()
    {
        var list = Program.FindList(25)!;

        Assert.Equal((1, null), Category(Case, null));
        Assert.Equal((2, null), Category(Case with { ClassificationCode = "b" }, null));
        Assert.Equal((2, 9), Category(Case with { ClassificationCode = "s" }, null));
        Assert.Equal((1, null), Category(Case with { ClassificationCode = "B" }, null));
        Assert.Equal((1, null), Category(Case with { ClassificationCode = "b" }, Chosen(25, 1)));
        Assert.Equal((2, 9), Category(Case, Chosen(25, 2) with { SubCategoryId = 9 }));
        Assert.Equal((2, null), Category(Case, Chosen(25, 2) with { SubCategoryId = 10 }));

        (int, int?) Category(ActionCaseRow row, CaseListValueRow? chosen) =>
            ProgramRule.ValueOf(list, row, chosen) is { } value ? (value.Item.Id, value.SubCategory?.Id) : default;
    }

    [Fact]
    public void A_list_without_a_default_gives_nothing_and_a_code_is_only_for_categories()
    {
        Assert.Null(ProgramRule.ValueOf(Program.FindList(27)!, Case with { ClassificationCode = "a" }, null));
        Assert.Equal("custom", Program.FindList(27)!.Type);
    }

    [Fact]
    public void The_role_with_assignee_mirrors_the_rep_and_the_others_do_not()
    {
        Assert.Equal(2, Program.AssigneeRole!.Id);
        Assert.Equal([100], Users(2, Case with { RepId = 100 }));
        Assert.Equal([100, 101, 102], Users(2, Case with { RepId = 100 }, 101, 100, 102));
        Assert.Equal([101], Users(2, Case, 101));
        Assert.Equal([101], Users(1, Case with { RepId = 100 }, 101, 999));
        Assert.Empty(Users(1, Case with { RepId = 100 }));

        static IReadOnlyList<int> Users(int roleId, ActionCaseRow row, params int[] chosen) =>
            ProgramRule.UsersOf(Program, Program.FindRole(roleId)!, row, chosen.Select((id, i) => new CaseRoleUserRow { CaseId = 7, RoleId = roleId, RepId = id, Ordinal = i }));
    }

    [Fact]
    public void Without_a_role_declared_so_the_first_is_the_assignee() =>
        Assert.Equal(1, new ActionProgram(1, null, ProgramReader.Read([Item("role", 1, """{"name":"A"}"""), Item("role", 2, """{"name":"B"}""")]), [], []).AssigneeRole!.Id);

    [Fact]
    public void A_property_is_the_value_of_the_field_with_its_question_name_else_its_name_and_others_appear_under_their_key()
    {
        Assert.Equal("1 Customer Email= email;2 Country= -", Values());
        Assert.Equal("1 Customer Email=a email;2 Country=dk -;0 k=v -", Values(("k", "v"), ("email", "a"), ("Country", "dk")));
        Assert.Equal("1 Customer Email=b email;2 Country= -", Values(("Customer Email", "b")));
        Assert.Equal("1 Customer Email=a email;2 Country= -;0 Customer Email=b -", Values(("Customer Email", "b"), ("email", "a")));
        Assert.Equal("1 Customer Email= email;2 Country= -;0 EMAIL=a -", Values(("EMAIL", "a")));

        static string Values(params (string Name, string Value)[] properties) => string.Join(';', ProgramRule
            .DataValuesOf(Program, [.. properties.Select(property => new CasePropertyRow { CaseId = 7, Name = property.Name, Value = property.Value })])
            .Select(value => $"{value.FieldId} {value.Name}={value.Value} {value.QuestionName ?? "-"}"));
    }

    [Theory]
    [InlineData("Customer Email", "email,Customer Email")]
    [InlineData("email", "email,Customer Email")]
    [InlineData("Country", "Country")]
    [InlineData("other", "other")]
    public void A_field_is_answered_by_the_property_with_its_question_name_else_its_name(string name, string keys) =>
        Assert.Equal(keys, string.Join(',', ProgramRule.KeysOf(Program, name)));

    private static (int, string?) Workflow(CaseProgramFacts row) => ProgramRule.WorkflowOf(Program, row) is { } workflow ? (workflow.Id, workflow.Name) : default;

    private static ProgramList ListOf(string items) =>
        ProgramReader.Read([Item("list", 1, $$"""{"name":"Status","type":"status","items":{{items}}}""")]).Lists[0];

    private static CaseListValueRow Chosen(int listId, int itemId) => new() { CaseId = 7, ListId = listId, ItemId = itemId };

    private static CatalogItemRow Item(string kind, int id, string json) => new() { HubId = 96, Kind = kind, ItemId = $"{id}", Ordinal = id, Definition = json };

    private static Rep Rep(int id) => new(id, 96, $"rep {id}", null, null, true, null, []);
}

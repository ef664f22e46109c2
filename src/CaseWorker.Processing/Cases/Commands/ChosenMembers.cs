using CaseWorker.Contracts;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Storage.Cases;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>Puts into an event that names listValues or roles what the case has of them, as the Action Management API shows it. Pure.</summary>
internal static class ChosenMembers
{
    /// <param name="saved">The case as the command leaves it.</param>
    /// <param name="choices">What is chosen for it then; null: the command touches none of it.</param>
    public static CaseEvent Tell(CaseEvent told, Catalog catalog, CaseStateRow saved, CaseChoices? choices)
    {
        if (choices is null || told.Changed is not { } changed || catalog.FindProgram(saved.HubId) is not { } program)
            return told;

        return told with
        {
            ListValues = changed.Contains("listValues") ? [.. program.Lists.Select(list => ValueOf(list, saved, choices)).OfType<CaseEventListValue>()] : null,
            Roles = changed.Contains("roles")
                ? [.. program.Roles.Select(role => new CaseEventRole(role.Id, ProgramRule.UsersOf(program, role, saved, choices.OfRole(role.Id))))]
                : null,
        };
    }

    private static CaseEventListValue? ValueOf(ProgramList list, CaseStateRow saved, CaseChoices choices) =>
        ProgramRule.ValueOf(list, saved, choices.OfList(list.Id)) is { } value ? new CaseEventListValue(list.Id, value.Item.Id, value.SubCategory?.Id) : null;
}

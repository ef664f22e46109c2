using System.Globalization;
using System.Text.Json;
using CaseWorker.Contracts;
using CaseWorker.Processing.ActionManagement;
using CaseWorker.Processing.Assignment;
using CaseWorker.Processing.Cases.History;
using CaseWorker.Processing.Catalogs;
using CaseWorker.Processing.Events;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage;
using CaseWorker.Storage.ActionManagement;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Catalogs;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.TextSearch;

namespace CaseWorker.Processing.Cases.Commands;

/// <summary>One command inside one transaction: locks, decides, writes case, history and events. Made anew for each try.</summary>
/// <remarks>
/// Lock order: departments by id, then the case. Which departments, the unlocked case tells; when the locked one tells otherwise,
/// nothing is written and the command begins anew.
/// </remarks>
internal sealed class CaseTransaction(
    Session session,
    Catalog catalog,
    CaseTarget target,
    CaseCommand command,
    Random random,
    DateTimeOffset now)
{
    private Dictionary<int, DepartmentLine> lines = [];

    /// <summary>Null: the case changed before it was locked; begin anew.</summary>
    public async Task<CaseResult?> RunAsync()
    {
        // Whatever became of the case since, the answer is the same.
        if (await CommandOnce.FindAsync(session, target, command) is { } before)
            return before;
        if (await CaseStateStore.ReadAsync(session, target.CaseId, target.HubId) is not { } seen)
            return new CaseResult.NotFound();

        var departments = TouchedDepartments.Of(command, seen, catalog, AtOf(seen));
        if (departments.Count > 0)
            lines = await DepartmentLines.OpenAsync(session, departments, now, random, lockAll: true);

        if (await CaseStateStore.LockAsync(session, target.CaseId, target.HubId) is not { } row)
            return new CaseResult.NotFound();
        if (TouchedDepartments.Of(command, row, catalog, AtOf(row)).Any(department => !lines.ContainsKey(department.DepartmentId)))
            return null;
        if (await CommandOnce.FindAsync(session, target, command) is { } meanwhile)
            return meanwhile;
        if (target.IfVersions is { } versions && !versions.Contains(row.RowVersion))
            return new CaseResult.Stale(row.RowVersion);

        var result = await ApplyAsync(new CaseChange(row, catalog, lines, target.By, AtOf(row)));
        if (result is CaseResult.Done done)
            await CommandOnce.RememberAsync(session, target, command, done);

        return result;
    }

    // The history of a case never goes back, even when the clock does.
    private DateTimeOffset AtOf(CaseStateRow row) => now > row.UpdatedAt ? now : row.UpdatedAt;

    private async Task<CaseResult> ApplyAsync(CaseChange change)
    {
        switch (command)
        {
            case CaseCommand.SetStatus wish:
                StatusRule.Apply(change, wish.Status);
                return await SaveAsync(change);
            case CaseCommand.Reopen:
                if (change.Row.Status == "closed")
                    StatusRule.Apply(change, "new");

                return await SaveAsync(change);
            case CaseCommand.Transfer wish:
                return TransferRule.Apply(change, wish) ?? await SaveAsync(change);
            case CaseCommand.AddNote wish:
                return await AddNoteAsync(change, wish);
            case CaseCommand.EditNote wish:
                return await EditNoteAsync(change, wish);
            case CaseCommand.ImportHistory wish:
                return await ImportAsync(change, wish.Items);
            case CaseCommand.Tag wish:
                return await TagAsync(change, wish.TagId);
            case CaseCommand.Untag wish:
                return await UntagAsync(change, wish.TagId);
            case CaseCommand.Update wish:
                return await UpdateAsync(change, wish);
            case CaseCommand.UpdateConversation wish:
                ConversationRule.Apply(change, wish);
                await AddCustomerAsync(change);
                return await SaveAsync(change);
            case CaseCommand.Delete wish:
                return await DeleteAsync(change, wish.Why);
            default:
                throw new InvalidOperationException($"The command must be known, is {command.GetType().Name}.");
        }
    }

    private async Task<CaseResult> AddNoteAsync(CaseChange change, CaseCommand.AddNote wish)
    {
        var at = wish.At ?? change.At;
        var note = new NewNoteRow(target.CaseId, at, target.By.Name, target.By.RepId, wish.Type, wish.Title, wish.Text);
        var noteId = await CaseNoteStore.AddAsync(session, note);
        if (wish.Type == "call" || (wish.Type == "email" && target.By.RepId is not null))
            change.Set(row => ResponseRule.AfterReply(row, at));

        change.Set(row => row with { LastMessageAt = row.LastMessageAt > at ? row.LastMessageAt : at });
        change.Tell(CaseEventNames.CaseNoteAdded, told => told with { NoteId = noteId, NoteType = wish.Type, NoteTitle = wish.Title, NoteText = wish.Text });
        return await SaveAsync(change, noteId);
    }

    private async Task<CaseResult> EditNoteAsync(CaseChange change, CaseCommand.EditNote wish)
    {
        if (await ActionNoteStore.FindAsync(session, target.HubId, target.CaseId, wish.NoteId) is not { System: false } note)
            return new CaseResult.Refused("noteId", "must be a note of the case that somebody wrote.");

        var title = wish.Title.Or(note.Title);
        if (title != note.Title || wish.Text != note.Text)
        {
            await CaseNoteStore.EditAsync(session, target.CaseId, wish.NoteId, title, wish.Text, change.At, target.By.Name, target.By.RepId);
            change.Tell(
                CaseEventNames.CaseUpdated,
                told => told with { Changed = ["notes"], NoteId = wish.NoteId, NoteType = note.Type, NoteTitle = title, NoteText = wish.Text });
        }

        return await SaveAsync(change, wish.NoteId);
    }

    // Nothing is told and no date but those of the responses moves: the case did not change, more is known of it.
    private async Task<CaseResult> ImportAsync(CaseChange change, IReadOnlyList<HistoryItem> items)
    {
        var known = await CaseWishStore.ReadItemsAsync(session, target.CaseId);
        var rows = ImportedHistory.RowsOf(target.CaseId, items, target.By.Name, known, change.At);
        if (rows.Count == 0)
            return new CaseResult.Done(change.Row.RowVersion, HasChanged: false, change.At);

        await CaseWishStore.AddHistoryAsync(session, rows);
        await CaseWishStore.AddEmailsAsync(
            session,
            [.. rows.Select(ImportedHistory.CustomerOf).OfType<string>().Distinct().Select(email => new CaseEmailRow(target.HubId, email, target.CaseId))]);
        foreach (var row in rows.Where(ImportedHistory.IsResponse))
            change.Set(state => ResponseRule.AfterReply(state, row.At));

        var lastAt = rows.Max(row => row.At);
        change.Set(state => state with { LastMessageAt = state.LastMessageAt > lastAt ? state.LastMessageAt : lastAt, RowVersion = state.RowVersion + 1 });
        await CaseStateStore.SaveAsync(session, change.Row);
        await TextWorkStore.AddAsync(session, [target.CaseId]);
        return new CaseResult.Done(change.Row.RowVersion, HasChanged: true, change.At);
    }

    private async Task<CaseResult> TagAsync(CaseChange change, int tagId)
    {
        if (await FindItemAsync("tag", tagId) is not { } tag)
            return UnknownTag();

        if (await CaseTagStore.AddAsync(session, target.CaseId, tagId, change.At))
        {
            change.Note(SystemNotes.Tagged(NameOf(tag), target.By.Name));
            await TellTagsAsync(change);
        }

        return await SaveAsync(change);
    }

    private async Task<CaseResult> UntagAsync(CaseChange change, int tagId)
    {
        if (await FindItemAsync("tag", tagId) is not { } tag)
            return UnknownTag();

        if (await CaseTagStore.RemoveAsync(session, target.CaseId, tagId))
        {
            change.Note(SystemNotes.Untagged(NameOf(tag), target.By.Name));
            await TellTagsAsync(change);
        }

        return await SaveAsync(change);
    }

    private async Task TellTagsAsync(CaseChange change)
    {
        int[] tags = [.. (await CaseTagStore.ListAsync(session, [target.CaseId])).Select(row => row.TagId)];
        change.Tell(CaseEventNames.CaseUpdated, told => told with { Changed = ["tags"], Tags = tags });
    }

    private static CaseResult.Refused UnknownTag() => new("tagId", "must be a tag of the hub.");

    private async Task<CaseResult> UpdateAsync(CaseChange change, CaseCommand.Update wish)
    {
        var choices = new CaseChoices(
            wish.ListValues.Count > 0 ? await CaseChoiceStore.ReadListValuesAsync(session, [target.CaseId]) : [],
            wish.Roles.Count > 0 ? await CaseChoiceStore.ReadRoleUsersAsync(session, [target.CaseId]) : []);
        var (program, refused) = ProgramChange.Of(catalog.FindProgram(target.HubId)!, change.Row, choices, wish);
        if (program is null || (refused = UpdateRule.Apply(change, program)) is not null)
            return refused!;

        change.Choices = choices.With(target.CaseId, program.ListValues, program.Roles);
        foreach (var value in program.ListValues)
            await CaseChoiceStore.SetListValueAsync(session, value);
        foreach (var role in program.Roles)
            await CaseChoiceStore.SetRoleUsersAsync(session, target.CaseId, role.RoleId, role.UserIds);

        return await SaveAsync(change);
    }

    // Whoever looks for the customer by the new address finds the case.
    private async Task AddCustomerAsync(CaseChange change)
    {
        if (change.Row.EmailAddress is { } email && email != change.Before.EmailAddress)
            await CaseWishStore.AddEmailsAsync(session, [new CaseEmailRow(target.HubId, email.ToLowerInvariant(), target.CaseId)]);
    }

    private async Task<CaseResult> DeleteAsync(CaseChange change, string? why)
    {
        if (change.Row.Waiting)
            change.Line.Leave();

        change.Tell(CaseEventNames.CaseDeleted);
        await DueStep.FirePassedAsync(session, change.Before, change.At);
        await CaseRemoval.DeleteAsync(session, target.CaseId, change.At, target.By.Name, why);
        await IntakeStore.AddOutboxAsync(session, [.. change.Events(change.Row)]);
        await DepartmentLines.SaveAsync(session, lines.Values);
        await TextWorkStore.AddAsync(session, [target.CaseId]);
        return new CaseResult.Done(change.Row.RowVersion, HasChanged: true, change.At);
    }

    private async Task<CaseResult> SaveAsync(CaseChange change, long? noteId = null)
    {
        if (!change.HasChanged)
            return new CaseResult.Done(change.Row.RowVersion, HasChanged: false, change.At);

        await SavePauseAsync(change);
        var row = DueStep.IsTouched(change.Before, change.Row)
            ? await DueStep.ApplyAsync(session, catalog, change.Before, change.Row, change.At)
            : change.Row;
        row = row with { RowVersion = row.RowVersion + 1, UpdatedAt = change.At };
        await CaseStateStore.SaveAsync(session, row);
        await IntakeStore.AddNotesAsync(session, change.Notes);
        await DecisionRows.WriteAsync(session, [.. change.Decisions.Select(decision => (row.CaseId, decision))], change.At);
        await IntakeStore.AddOutboxAsync(session, [.. change.Events(row)]);
        await DepartmentLines.SaveAsync(session, lines.Values);
        await TextWorkStore.AddAsync(session, [target.CaseId]);
        return new CaseResult.Done(row.RowVersion, HasChanged: true, change.At) { NoteId = noteId };
    }

    private async Task SavePauseAsync(CaseChange change)
    {
        var (wasOpen, isOpen) = (change.Before.Status == "open", change.Row.Status == "open");
        if (isOpen && !wasOpen)
            await CasePauseStore.BeginAsync(session, target.CaseId, change.At);
        else if (wasOpen && !isOpen)
            await CasePauseStore.EndAsync(session, target.CaseId, change.At);
    }

    private Task<string?> FindItemAsync(string kind, int itemId) =>
        CatalogItemStore.FindAsync(session, target.HubId, kind, itemId.ToString(CultureInfo.InvariantCulture));

    private static string NameOf(string definition)
    {
        using var json = JsonDocument.Parse(definition);
        return json.RootElement.GetProperty("name").GetString()!;
    }
}

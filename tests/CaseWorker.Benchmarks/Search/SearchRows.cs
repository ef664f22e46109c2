using System.Globalization;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Dialects;
using Microsoft.Data.Sqlite;

namespace CaseWorker.Benchmarks.Search;

/// <summary>Inserts cases with all that hangs on them, by statements that are prepared once.</summary>
internal sealed class SearchRows(SqliteConnection connection) : IDisposable
{
    /// <summary>The hash of the set of reps that every decision names.</summary>
    public static readonly byte[] EmptySet = MessageHash.OfBody("[]"u8);

    private static readonly string[] CaseColumns =
    [
        "CaseId", "HubId", "ServiceId", "DepartmentId", "Sequence", "KeyHash", "BodyHash", "MessageKey", "Source", "SourceN", "Worker", "AcceptedAt", "StoredAt",
        "Status", "Waiting", "RepId", "CustomerId", "CompanyId", "ExtRef", "Subject", "Notes", "ClassificationCode", "AutoClose", "OpenedBy", "OpenedAt", "AssignedAt",
        "FirstResponseAt", "LastResponseAt", "UpdatedAt", "ClosedAt", "DueAt", "IsOverdue", "Cycle", "PossibleDuplicate", "RowVersion", "DuePolicyMark", "NextDueAt",
        "HasReplied", "CaseType", "LastMessageAt", "CustomerName", "Company", "EmailAddress", "PhoneNumber", "ActionNeeded", "WorkflowId",
    ];

    private readonly Dictionary<string, SqliteStatement> inserts = new()
    {
        ["SupportCase"] = Insert(connection, "SupportCase", CaseColumns),
        ["CaseProperty"] = Insert(connection, "CaseProperty", "CaseId", "Ordinal", "Name", "Value"),
        ["CaseNote"] = Insert(connection, "CaseNote", "CaseId", "HubId", "At", "ModifiedAt", "Author", "RepId", "System", "Type", "Title", "Text", "Sender"),
        ["CaseAssignment"] = Insert(connection, "CaseAssignment", "CaseId", "Ordinal", "At", "Strategy", "RepId", "EligibleHash", "ExcludedHash", "DrawIndex", "DrawOf", "Cause"),
        ["CaseEmail"] = Insert(connection, "CaseEmail", "HubId", "Email", "CaseId"),
        ["CaseTag"] = Insert(connection, "CaseTag", "CaseId", "TagId", "At"),
        ["CaseListValue"] = Insert(connection, "CaseListValue", "CaseId", "ListId", "ItemId", "SubCategoryId"),
        ["CaseRoleUser"] = Insert(connection, "CaseRoleUser", "CaseId", "RoleId", "RepId", "Ordinal"),
    };

    private readonly Dictionary<int, long> sequences = [];

    /// <summary>By service: the last given out.</summary>
    public IReadOnlyDictionary<int, long> Sequences => sequences;

    public void Add(SearchCase one)
    {
        var random = one.Random;
        var at = one.StoredAt.ToUnixTimeMilliseconds();
        var (isClosed, isOpen) = (one.Status == "closed", one.Status == "open");
        var messages = random.Next(5) - 1;
        var respondedAt = isClosed || isOpen ? at + random.Next(60_000, 90_000_000) : (long?)null;
        var lastAt = respondedAt + random.Next(1, 500_000_000);
        var lastMessageAt = messages > 0 ? lastAt ?? at + random.Next(1, 10_000_000) : (long?)null;
        var updatedAt = lastAt ?? at;
        sequences[one.ServiceId] = sequences.GetValueOrDefault(one.ServiceId) + 1;
        var key = one.Number.ToString("00000000-0000-4000-8000-000000000000", CultureInfo.InvariantCulture);
        var email = random.Next(10) < 7 ? one.Customer.Email : null;
        Run(
            "SupportCase",
            one.Number,
            one.HubId,
            one.ServiceId,
            one.DepartmentId,
            sequences[one.ServiceId],
            MessageHash.OfKey(one.ServiceId, key),
            EmptySet,
            key,
            "gateway-1",
            (long)one.Number,
            "benchmark",
            at,
            at,
            one.Status,
            false,
            one.RepId,
            one.Customer.Id,
            random.Next(3) == 0 ? null : one.Customer.CompanyId,
            random.Next(2) == 0 ? one.Customer.Phone : null,
            SearchWriting.Write(random, random.Next(4, 10)),
            SearchWriting.Write(random, random.Next(25, 80)),
            random.Next(4) == 0 ? "HW-PRINT" : null,
            false,
            email,
            at,
            at + 5,
            respondedAt,
            lastAt,
            updatedAt,
            isClosed ? updatedAt : null,
            isClosed ? null : at + 400_000_000,
            false,
            1,
            false,
            1L,
            isClosed ? null : 0L,
            null,
            respondedAt is not null,
            email is null ? null : "note",
            lastMessageAt ?? at,
            random.Next(10) < 8 ? one.Customer.Name : null,
            random.Next(3) == 0 ? one.Customer.Company : null,
            email,
            random.Next(2) == 0 ? one.Customer.Phone : null,
            null,
            SearchCatalog.Workflow(one.HubId, random.Next(SearchCatalog.Workflows)));
        AddNotes(one, at, messages, lastMessageAt);
        AddChoices(one, at, email);
    }

    public void Dispose()
    {
        foreach (var statement in inserts.Values)
            statement.Dispose();
    }

    private void AddNotes(SearchCase one, long at, int messages, long? lastAt)
    {
        var random = one.Random;
        Run("CaseNote", one.Number, one.HubId, at, at, null, null, true, "system", "Case created", "Case created", null);
        Run("CaseNote", one.Number, one.HubId, at + 5, at + 5, null, null, true, "system", $"Assigned to Rep Number {one.RepId}", $"Assigned to Rep Number {one.RepId}", null);
        for (var message = 1; message <= messages; message++)
        {
            var when = message == messages ? lastAt!.Value : at + ((lastAt!.Value - at) * message / messages);
            var isMail = random.Next(3) == 0;
            var title = SearchWriting.Write(random, 4);
            var text = SearchWriting.Write(random, random.Next(10, 50));
            Run("CaseNote", one.Number, one.HubId, when, when, isMail ? one.Customer.Email : $"rep{one.RepId}", isMail ? null : one.RepId, false, isMail ? "email" : "note", title, text, isMail ? one.Customer.Email : null);
        }
    }

    private void AddChoices(SearchCase one, long at, string? email)
    {
        var random = one.Random;
        for (var field = 0; field < SearchCatalog.DataFields; field++)
        {
            if (random.Next(3) == 0)
                Run("CaseProperty", one.Number, field, SearchCatalog.DataField(field), field % 2 == 0 ? SearchWriting.Word(random.Next(200)) : random.Next(1000).ToString(CultureInfo.InvariantCulture));
        }

        Run("CaseAssignment", one.Number, 1, at, "random", one.RepId, EmptySet, EmptySet, 0, SearchCatalog.RepsPerDepartment, "intake");
        if (email is not null)
            Run("CaseEmail", one.HubId, email, one.Number);

        var tag = random.Next(SearchCatalog.Tags * 2);
        if (tag < SearchCatalog.Tags)
            Run("CaseTag", one.Number, SearchCatalog.Tag(one.HubId, tag), at);

        for (var list = 1; list <= 2; list++)
        {
            if (random.Next(2) == 0)
                Run("CaseListValue", one.Number, SearchCatalog.List(one.HubId, list), SearchCatalog.Item(one.HubId, list, random.Next(SearchCatalog.ItemsPerList)), null);
        }

        if (random.Next(5) == 0)
            Run("CaseRoleUser", one.Number, SearchCatalog.Role(one.HubId, 1), one.RepId, 0);
    }

    private static SqliteStatement Insert(SqliteConnection connection, string table, params string[] columns) => new(
        connection,
        $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})",
        columns);

    private void Run(string table, params object?[] row)
    {
        var statement = inserts[table];
        for (var column = 0; column < row.Length; column++)
            statement.Bind(column, row[column]);

        statement.Run();
    }
}

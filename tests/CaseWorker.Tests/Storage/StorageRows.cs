using System.Security.Cryptography;
using System.Text;
using CaseWorker.Storage;
using CaseWorker.Storage.Intake;

namespace CaseWorker.Tests.Storage;

/// <summary>Rows as small as the schema allows, to be widened with <c>with</c> where a test cares.</summary>
internal static class StorageRows
{
    public const int HubId = 1;
    public const int DepartmentId = 10;
    public const int ServiceId = 1;

    private static readonly Sql InsertDepartment = Sql.Both(
        """
        INSERT INTO Department (DepartmentId, HubId, Name, Assignment, ReleaseOnAbsence, Waiting)
        VALUES (@departmentId, @hubId, 'Support', 'random', 1, 0)
        """);

    private static readonly Sql InsertCounter = Sql.Both(
        "INSERT INTO ServiceCounter (ServiceId, LastSequence, LastStoredAt, Held) VALUES (@serviceId, 0, 0, 0)");

    private static readonly Sql InsertService = Sql.Both(
        """
        INSERT INTO Service (ServiceId, HubId, DepartmentId, Name, Active, HeadOfLine)
        VALUES (@serviceId, @hubId, @departmentId, 'Billing', 1, 'park')
        """);

    private static readonly Sql InsertTombstone = Sql.Both(
        """
        INSERT INTO Tombstone (CaseId, HubId, ServiceId, Sequence, KeyHash, BodyHash, MessageKey, Source, SourceN, Worker,
            AcceptedAt, StoredAt, DeletedAt, DeletedBy, Why)
        VALUES (@CaseId, @HubId, @ServiceId, @Sequence, @KeyHash, @BodyHash, @MessageKey, @Source, @SourceN, @Worker,
            @AcceptedAt, @StoredAt, @DeletedAt, 'ann', 'asked for')
        """);

    public static DateTimeOffset Noon { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    public static Task AddDepartmentAsync(Session session, int departmentId = DepartmentId) =>
        session.ExecuteAsync(InsertDepartment, new { departmentId, hubId = HubId });

    public static Task AddCounterAsync(Session session, int serviceId = ServiceId) => session.ExecuteAsync(InsertCounter, new { serviceId });

    public static Task AddServiceAsync(Session session, int serviceId = ServiceId, int hubId = HubId) =>
        session.ExecuteAsync(InsertService, new { serviceId, hubId, departmentId = DepartmentId });

    /// <summary>What is left of the case after it was deleted a day after noon.</summary>
    public static Task AddTombstoneAsync(Session session, CaseRow row) => session.ExecuteAsync(
        InsertTombstone,
        new
        {
            row.CaseId,
            row.HubId,
            row.ServiceId,
            row.Sequence,
            row.KeyHash,
            row.BodyHash,
            row.MessageKey,
            row.Source,
            row.SourceN,
            row.Worker,
            row.AcceptedAt,
            row.StoredAt,
            DeletedAt = Noon.AddDays(1),
        });

    /// <summary>The case with this id; its sequence and its key follow from the id.</summary>
    public static CaseRow Case(int caseId) => new()
    {
        CaseId = caseId,
        HubId = HubId,
        ServiceId = ServiceId,
        DepartmentId = DepartmentId,
        Sequence = caseId,
        KeyHash = Hash($"key {caseId}"),
        BodyHash = Hash($"body {caseId}"),
        MessageKey = $"key {caseId}",
        Worker = "worker",
        AcceptedAt = Noon,
        StoredAt = Noon,
        Status = "new",
        OpenedAt = Noon,
        UpdatedAt = Noon,
    };

    public static IntakeMessage Message(string key) => new() { Body = Encoding.UTF8.GetBytes($"{{\"Subject\":\"{key}\"}}"), MessageKey = key };

    public static ParkedRow Parked(string key) =>
        new(Message(key), PartitionId: 0, ServiceId, Hash(key), Hash($"body {key}"), "unknown-service", Detail: null, Headers: null, Attempts: 0, Noon);

    public static HeldRow Held(string key) => new(Message(key), PartitionId: 0, ServiceId, Hash(key), Hash($"body {key}"), Noon);
}

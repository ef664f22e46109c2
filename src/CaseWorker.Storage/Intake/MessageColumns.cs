namespace CaseWorker.Storage.Intake;

/// <summary>The columns that every table of messages shares.</summary>
internal static class MessageColumns
{
    public const string Names =
        "Body, MessageKey, CaseId, HubId, Source, SourceN, AcceptedAt, RetryOf, PossibleDuplicate, Version, FromGateway";

    public static RowColumn<T>[] Of<T>(Func<T, IntakeMessage> message) =>
    [
        Column.Blob<T>("Body", row => message(row).Body),
        Column.Text<T>("MessageKey", 255, row => message(row).MessageKey),
        Column.Int<T>("CaseId", row => message(row).CaseId),
        Column.Int<T>("HubId", row => message(row).HubId),
        Column.Text<T>("Source", 200, row => message(row).Source),
        Column.Long<T>("SourceN", row => message(row).SourceN),
        Column.Instant<T>("AcceptedAt", row => message(row).AcceptedAt),
        Column.Long<T>("RetryOf", row => message(row).RetryOf),
        Column.Bool<T>("PossibleDuplicate", row => message(row).PossibleDuplicate),
        Column.Int<T>("Version", row => message(row).Version),
        Column.Bool<T>("FromGateway", row => message(row).FromGateway),
    ];
}

using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CaseWorker.Processing.Intake;
using CaseWorker.Storage.Intake;
using CaseWorker.Storage.Parking;

namespace CaseWorker.Processing.Parking;

/// <summary>The key under which a parked message is sent again: <c>{key}#r{n}</c>, with n counting the retries of the row.</summary>
public static class RetryKey
{
    /// <summary>AMQP gives a message_id 255 bytes.</summary>
    private const int MaxBytes = 255;

    private const string Mark = "#r";

    /// <param name="attempts">The row's, with this retry counted in: 2 for the first retry of a message that was parked at its first attempt.</param>
    /// <returns>At most 255 bytes: a key too long for the mark is replaced by its SHA-256 in base64url.</returns>
    public static string Of(string messageKey, int attempts)
    {
        var mark = Mark + (attempts - 1).ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetByteCount(messageKey) + mark.Length <= MaxBytes
            ? messageKey + mark
            : Base64Url.EncodeToString(MessageHash.OfBody(Encoding.UTF8.GetBytes(messageKey))) + mark;
    }

    /// <summary>True for keys that end like a retry's, whoever made them.</summary>
    public static bool IsRetry(string messageKey)
    {
        var mark = messageKey.LastIndexOf(Mark, StringComparison.Ordinal);
        return mark >= 0 && mark + Mark.Length < messageKey.Length && messageKey.AsSpan(mark + Mark.Length).IndexOfAnyExceptInRange('0', '9') < 0;
    }

    /// <summary>
    /// True while this very retry may decide about the row. A repetition of an earlier one, which a send of unknown outcome
    /// can leave in the queue, must be dropped: its case may have been stored meanwhile under the next key.
    /// </summary>
    public static bool IsCurrent(ParkedRetryRow row, IntakeMessage retry) =>
        row.State == "retrying" && string.Equals(retry.MessageKey, Of(row.MessageKey, row.Attempts), StringComparison.Ordinal);
}

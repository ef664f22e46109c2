using CaseWorker.Processing.Cases.Commands;
using CaseWorker.Storage.Cases;
using CaseWorker.Tests.Storage;
using Xunit;

namespace CaseWorker.Tests.Cases.Commands;

public sealed class ResponseRuleTests
{
    private static readonly CaseStateRow Row = new()
    {
        CaseId = 1,
        HubId = 1,
        ServiceId = 1,
        DepartmentId = 1,
        Sequence = 1,
        Status = "new",
        OpenedAt = At(0),
        StoredAt = At(0),
        LastMessageAt = At(0),
        UpdatedAt = At(0),
        RowVersion = 1,
    };

    [Fact]
    public void Without_a_reply_changes_of_status_are_the_responses() =>
        AssertTimes(1, 2, ResponseRule.AfterStatus(ResponseRule.AfterStatus(Row, At(1)), At(2)));

    [Fact]
    public void The_first_reply_takes_the_place_of_changes_of_status() =>
        AssertTimes(3, 3, ResponseRule.AfterReply(ResponseRule.AfterStatus(Row, At(1)), At(3)));

    [Fact]
    public void After_a_reply_changes_of_status_are_no_responses() =>
        AssertTimes(1, 1, ResponseRule.AfterStatus(ResponseRule.AfterReply(Row, At(1)), At(2)));

    [Theory]
    [InlineData(2, 3, 2, 3)]
    [InlineData(3, 2, 2, 3)]
    public void Replies_count_by_when_they_were_written_in_whatever_order_they_come(int one, int other, int first, int last) =>
        AssertTimes(first, last, ResponseRule.AfterReply(ResponseRule.AfterReply(Row, At(one)), At(other)));

    private static void AssertTimes(int first, int last, CaseStateRow row) => Assert.Equal((At(first), At(last)), (row.FirstResponseAt, row.LastResponseAt));

    private static DateTimeOffset At(int minute) => StorageRows.Noon.AddMinutes(minute);
}

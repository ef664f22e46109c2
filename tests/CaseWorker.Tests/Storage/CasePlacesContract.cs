using CaseWorker.Storage;
using CaseWorker.Storage.Cases;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class CasePlacesContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql AddBlock = Sql.Both("INSERT INTO IdBlock (FirstId, LastId, Owner, TakenAt) VALUES (@first, @last, 'gateway', @at)");

    private static readonly Sql Queue = Sql.Both(
        """
        INSERT INTO IntakeQueue (PartitionId, Body, MessageKey, CaseId, HubId, PossibleDuplicate, Version, FromGateway)
        VALUES (0, @body, 'key', @caseId, 1, 0, 1, 1)
        """);

    [Fact]
    public async Task An_id_is_found_wherever_its_message_is()
    {
        await WriteAsync(async session =>
        {
            await StorageRows.AddServiceAsync(session);
            await IntakeStore.AddCasesAsync(session, [StorageRows.Case(1)]);
            await StorageRows.AddTombstoneAsync(session, StorageRows.Case(2));
            await IntakeStore.AddParkedAsync(session, [StorageRows.Parked("p") with { Message = StorageRows.Message("p") with { CaseId = 3, HubId = 2 } }]);
            await IntakeStore.AddHeldAsync(session, [StorageRows.Held("h") with { Message = StorageRows.Message("h") with { CaseId = 4 } }]);
            await session.ExecuteAsync(Queue, new { caseId = 5, body = new byte[] { 1 } });
        });

        var places = await ReadAsync(session => CasePlaces.FindAsync(session, [1, 2, 3, 4, 5, 6]));

        Assert.Equal(["1 case 1", "2 tombstone 1", "3 parked 2", "4 held 1", "5 queued 1"], places.Select(row => $"{row.CaseId} {row.Place} {row.HubId}").Order());
        Assert.Equal([3], places.Where(row => row.ParkedId is not null).Select(row => row.CaseId));
    }

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, 1001)]
    [InlineData(2000, 1001)]
    [InlineData(2001, null)]
    [InlineData(5000, 4001)]
    public async Task An_id_is_known_to_come_from_the_block_that_holds_it(int caseId, int? firstId)
    {
        await WriteAsync(async session =>
        {
            await session.ExecuteAsync(AddBlock, new { first = 1001, last = 2000, at = Noon });
            await session.ExecuteAsync(AddBlock, new { first = 4001, last = 5000, at = Noon.AddHours(1) });
        });

        var block = await ReadAsync(session => CasePlaces.FindBlockAsync(session, caseId));

        Assert.Equal(firstId, block?.FirstId);
        Assert.True(block is null || block.TakenAt == (firstId == 1001 ? Noon : Noon.AddHours(1)));
    }
}

using CaseWorker.Storage;
using CaseWorker.Storage.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CaseWorker.Tests.Storage;

public abstract class MigratorContract(StorageFixture fixture) : StorageContract(fixture)
{
    private static readonly Sql SetVersion = Sql.Both("UPDATE SchemaInfo SET Version = @version, OldestProgram = @oldest WHERE Id = 1");

    [Fact]
    public async Task Brings_an_empty_place_to_the_version_of_the_program()
    {
        await using var empty = Database.Open(await Fixture.NewPlaceAsync());

        var names = await MigratorOf(empty).MigrateAsync(Cancellation);

        Assert.Equal("001_foundation.sql", names[0]);
        Assert.Equal(SchemaCheck.ProgramVersion, names.Count);
        Assert.Equal(SchemaFit.Fits, await SchemaCheck.CheckAsync(empty, Cancellation));
    }

    [Fact]
    public async Task Finds_nothing_to_do_the_second_time() => Assert.Empty(await MigratorOf(Database).MigrateAsync(Cancellation));

    [Fact]
    public async Task Runs_each_script_once_when_several_programs_start_together()
    {
        var place = await Fixture.NewPlaceAsync();
        await using var one = Database.Open(place);
        await using var other = Database.Open(place);

        var names = await Task.WhenAll(
            Task.Factory.StartNew(() => MigratorOf(one).MigrateAsync(Cancellation), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap(),
            Task.Factory.StartNew(() => MigratorOf(other).MigrateAsync(Cancellation), Cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());

        Assert.Equal(SchemaCheck.ProgramVersion, names.Sum(list => list.Count));
        Assert.Contains(names, list => list.Count == 0);
    }

    [Theory]
    [InlineData(-1, 0, SchemaFit.TooOld)]
    [InlineData(1, 0, SchemaFit.Fits)]
    [InlineData(1, 1, SchemaFit.TooNew)]
    public async Task Judges_a_schema_by_its_version_and_the_oldest_program_it_allows(int newer, int oldestNewer, SchemaFit expected)
    {
        var version = SchemaCheck.ProgramVersion + newer;
        var oldest = SchemaCheck.ProgramVersion + oldestNewer;
        await WriteAsync(session => session.ExecuteAsync(SetVersion, new { version, oldest }));

        Assert.Equal(expected, await SchemaCheck.CheckAsync(Database, Cancellation));
    }

    private static Migrator MigratorOf(Database database) => new(database, TimeProvider.System, NullLogger<Migrator>.Instance);
}

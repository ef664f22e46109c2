using System.Net;
using CaseWorker.IntegrationTests.EndToEnd;
using CaseWorker.IntegrationTests.Processes;
using CaseWorker.IntegrationTests.RabbitMq;
using CaseWorker.Storage.Failpoints;
using Xunit;

namespace CaseWorker.IntegrationTests.Failpoints;

/// <summary>Retry, edit and discard of messages at the head of blocking services, by a program that dies between each two steps.</summary>
[Collection(RabbitMqCollection.Name)]
public sealed class ParkingFaultTests(RabbitMqFixture broker)
{
    private const string Unfit = "poison:UNFIT=error";
    private const string AllRoles = "gateway,worker,scheduler";
    private const int Later = 30;

    // A service for each fault; the last one is never touched.
    private static readonly int[] Services = [1, 2, 3, 4, 5];

    [Fact]
    public async Task A_program_that_dies_between_any_two_steps_of_a_decision_keeps_it_or_forgets_it_whole_on_RabbitMQ()
    {
        await using var installation = new Installation(await broker.NewHostAsync());
        var desk = new Desk(failpoints => installation.StartAsync(AllRoles, failpoints), installation.View, () => installation.Output);
        await DecideUnderFaultsAsync(desk, FailpointNames.AfterCommitBeforeAck);
        Assert.Equal(0, (await installation.RunAsync("fifo", "verify")).ExitCode);
        await installation.StopAsync();
    }

    [Fact]
    public async Task A_program_that_dies_between_any_two_steps_of_a_decision_keeps_it_or_forgets_it_whole_without_a_broker()
    {
        using var folder = new TemporaryFolder();
        var processes = new List<CaseWorkerProcess>();
        var desk = new Desk(
            async failpoints =>
            {
                var process = CaseWorkerProcess.LaunchWith(failpoints, folder.Path);
                processes.Add(process);
                await process.UntilReadyAsync();
                process.UseKey((await File.ReadAllTextAsync(folder.File("data/first-key.txt"))).Trim());
                return process;
            },
            DatabaseView.OfFolder(folder),
            () => string.Join('\n', processes.Select(process => process.Output)));
        await DecideUnderFaultsAsync(desk, FailpointNames.BeforeTransaction);
        Assert.Equal(0, (await CaseWorkerProgram.RunAsync(folder.Path, "fifo", "verify")).ExitCode);
        foreach (var process in processes)
            await process.DisposeAsync();
    }

    private static async Task DecideUnderFaultsAsync(Desk desk, string lastPoint)
    {
        var first = await desk.StartAsync(Unfit);
        await BlockingServices.ApplyAsync(first, Services);
        foreach (var service in Services)
        {
            await BlockingServices.EnqueueAsync(first, service, $"before/{service}", "fine");
            await BlockingServices.EnqueueAsync(first, service, $"head/{service}", "UNFIT");
            for (var n = 1; n <= Later; n++)
                await BlockingServices.EnqueueAsync(first, service, $"later/{service}/{n}", "fine");
        }

        await desk.UntilAsync("HeldMessage", Services.Length * Later);
        Assert.Equal(0, (await first.TerminateAsync()).ExitCode);

        // Service 1: the retry is in the queue, its transaction is lost.
        await desk.DieAsync(FailpointNames.BeforeCommit, (program, id) => Desk.RetryAsync(program, id, 1), service: 1);

        // Service 2: the retry is marked and not sent; nobody sends it but a person.
        await desk.DieAsync(FailpointNames.ParkingAfterMark, (program, id) => Desk.RetryAsync(program, id, 2), service: 2);
        Assert.Equal("retrying", await desk.StateAsync(2));
        await desk.HealAsync(1);
        Assert.Equal("retrying", await desk.StateAsync(2));

        // Sent again under the same key, the caller is not told.
        await desk.DieAsync(FailpointNames.ParkingAfterPublish, (program, id) => Desk.RetryAsync(program, id, 2), service: 2);

        // Service 3: discarded, what was held behind it has not run.
        await desk.DieAsync(FailpointNames.ParkingAfterDiscard, Desk.DiscardAsync, service: 3);
        Assert.Equal("discarded", await desk.StateAsync(3));
        await desk.HealAsync(2, 3);

        // Service 4: with a broker, stored and delivered again.
        await desk.DieAsync(lastPoint, (program, id) => Desk.RetryAsync(program, id, 4), service: 4);

        var last = await desk.StartAsync(Unfit);
        foreach (var service in new[] { 1, 2, 3, 4 })
        {
            await desk.SettledAsync(service);
            await BlockingServices.EnqueueAsync(last, service, $"new/{service}", "fine");
            await desk.UntilAsync($"SupportCase WHERE ExtRef = 'new/{service}'", 1);
            string[] expected =
            [
                $"before/{service}",
                .. service == 3 ? Array.Empty<string>() : [$"head/{service}"],
                .. Enumerable.Range(1, Later).Select(n => $"later/{service}/{n}"),
                $"new/{service}",
            ];
            Assert.Equal(expected, await desk.OrderAsync(service));
            Assert.Equal(HttpStatusCode.Conflict, await Desk.RetryAsync(last, await desk.ParkedIdAsync(service), service));
        }

        Assert.Equal(["before/5"], await desk.OrderAsync(5));
        Assert.Equal(Later, await desk.CountAsync("HeldMessage"));
    }

    private sealed class Desk(Func<string, Task<CaseWorkerProcess>> start, DatabaseView view, Func<string> output)
    {
        public Task<CaseWorkerProcess> StartAsync(string failpoints) => start(failpoints);

        /// <summary>Lets a program decide about the head of the service and die at the point; again when it died of something else first.</summary>
        public async Task DieAsync(string point, Func<CaseWorkerProcess, long, Task> decide, int service)
        {
            var before = await RowAsync(service);
            while (await RowAsync(service) == before)
            {
                var program = await start($"{Unfit};{point}=kill");
                await BlockingServices.TryAsync(async () => await decide(program, await ParkedIdAsync(service)));
                await program.UntilExitAsync(Installation.Limit);
                if (point == FailpointNames.ParkingAfterPublish)
                    return;
            }
        }

        public static async Task<HttpStatusCode> RetryAsync(CaseWorkerProcess program, long parkedId, int service)
        {
            using var content = BlockingServices.Repaired(service, $"head/{service}");
            using var answer = await program.Http.PostAsync($"/api/parked/{parkedId}/retry", content);
            return answer.StatusCode;
        }

        public static async Task<HttpStatusCode> DiscardAsync(CaseWorkerProcess program, long parkedId)
        {
            using var content = BlockingServices.Json("""{"reason":"nobody wants it"}""");
            using var answer = await program.Http.PostAsync($"/api/parked/{parkedId}/discard", content);
            return answer.StatusCode;
        }

        public async Task<long> ParkedIdAsync(int service) =>
            (await view.QueryAsync<long>("SELECT ParkedId FROM ParkedMessage WHERE ServiceId = @service", new { service })).Single();

        public async Task<string> StateAsync(int service) =>
            (await view.QueryAsync<string>("SELECT State FROM ParkedMessage WHERE ServiceId = @service", new { service })).Single();

        public Task<List<string>> OrderAsync(int service) =>
            view.QueryAsync<string>("SELECT ExtRef FROM SupportCase WHERE ServiceId = @service ORDER BY Sequence", new { service });

        public Task<long> CountAsync(string from) => view.CountAsync(from);

        /// <summary>Waits until the head is decided and nothing is held behind it; somebody must be running.</summary>
        public Task SettledAsync(int service) =>
            Eventually.HoldsAsync(
                async () => await StateAsync(service) is "resolved" or "discarded" && await view.CountAsync($"HeldMessage WHERE ServiceId = {service}") == 0,
                Installation.Limit,
                () => $"Service {service} must settle:\n{output()}");

        /// <summary>Lets a program run that nothing befalls, until these services are settled without anybody's help.</summary>
        public async Task HealAsync(params int[] services)
        {
            var program = await start(Unfit);
            foreach (var service in services)
                await SettledAsync(service);

            Assert.Equal(0, (await program.TerminateAsync()).ExitCode);
        }

        public Task UntilAsync(string from, long count) =>
            Eventually.HoldsAsync(async () => await view.CountAsync(from) == count, Installation.Limit, () => $"{from} must have {count}:\n{output()}");

        private async Task<string> RowAsync(int service) =>
            (await view.QueryAsync<string>("SELECT State || Attempts FROM ParkedMessage WHERE ServiceId = @service", new { service })).Single();
    }
}

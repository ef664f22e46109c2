using System.CommandLine;

namespace CaseWorker.Host.Commands;

/// <summary>The number of partitions, which the first start fixes.</summary>
internal static class PartitionsCommands
{
    public static Command Create()
    {
        var count = new Argument<int>("count") { Description = "The new number." };
        var set = new Command("set", "Changes the number of partitions. Not possible in this version: it says so and changes nothing.") { count };
        set.SetAction(int (ParseResult _) => throw new RefusedException(
            "The number of partitions can't be changed in this version: services would change queues while messages are in the old ones, and lose their order. Nothing was done."));
        return new Command("partitions", "The number of partitions, fixed by the first start.") { set };
    }
}

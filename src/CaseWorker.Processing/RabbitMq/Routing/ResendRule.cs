using CaseWorker.Processing.Intake;

namespace CaseWorker.Processing.RabbitMq.Routing;

/// <summary>What follows from the outcomes of a run of messages, which stand in the order of the messages.</summary>
internal static class ResendRule
{
    /// <summary>What is to be sent again, in order, under the same keys: the first message of each service that was not accepted, and all behind it.</summary>
    /// <remarks>
    /// Whichever of them got through the first time is then known as a repetition, and the first of each stand in order; but for those
    /// that <see cref="Overtaken"/> names.
    /// </remarks>
    public static List<OutgoingMessage> Again(IReadOnlyList<OutgoingMessage> sends, IReadOnlyList<SendOutcome> outcomes)
    {
        var stuck = new HashSet<int>();
        return [.. sends.Where((send, place) => outcomes[place] == SendOutcome.Accepted ? stuck.Contains(send.ServiceId) : stuck.Add(send.ServiceId) || true)];
    }

    /// <summary>The services of which a message was refused and a later one taken, so that the later one stands first whatever is done now.</summary>
    /// <remarks>Nothing is written behind a message that was not sent; so the broker had both and took only the later, as a queue of limited length does.</remarks>
    public static IReadOnlySet<int> Overtaken(IReadOnlyList<OutgoingMessage> sends, IReadOnlyList<SendOutcome> outcomes)
    {
        var refused = new HashSet<int>();
        var overtaken = new HashSet<int>();
        for (var place = 0; place < sends.Count; place++)
        {
            if (outcomes[place] == SendOutcome.NotSent)
                refused.Add(sends[place].ServiceId);
            else if (outcomes[place] == SendOutcome.Accepted && refused.Contains(sends[place].ServiceId))
                overtaken.Add(sends[place].ServiceId);
        }

        return overtaken;
    }
}

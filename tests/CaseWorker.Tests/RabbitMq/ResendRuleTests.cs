using System.Globalization;
using CaseWorker.Processing.Intake;
using CaseWorker.Processing.RabbitMq.Routing;
using CaseWorker.Storage.Intake;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class ResendRuleTests
{
    [Theory]
    [InlineData("1+ 2+ 1+", "")]
    [InlineData("1+ 1? 2+ 1+", "1 3")]
    [InlineData("1- 2+ 1- 2?", "0 2 3")]
    public void What_was_not_confirmed_is_sent_again_with_all_behind_it_of_its_service(string run, string again) =>
        Assert.Equal(again, string.Join(' ', ResendRule.Again(Sends(run), Outcomes(run)).Select(send => send.Message.MessageKey)));

    [Theory]
    [InlineData("1- 2+ 1+", "1")]
    [InlineData("1+ 2- 1- 2+", "2")]
    [InlineData("1- 2+ 1- 2-", "")]
    [InlineData("1? 1+", "")]
    public void A_service_is_overtaken_when_one_message_was_refused_and_a_later_one_taken(string run, string services) =>
        Assert.Equal(services, string.Join(' ', ResendRule.Overtaken(Sends(run), Outcomes(run))));

    // The service and what became of its message: + accepted, - not sent, ? unknown.
    private static List<OutgoingMessage> Sends(string run) =>
        [.. run.Split(' ').Select((word, place) => new OutgoingMessage(word[0] - '0', new IntakeMessage
        {
            Body = [],
            MessageKey = place.ToString(CultureInfo.InvariantCulture),
            AcceptedAt = DateTimeOffset.UnixEpoch,
        }))];

    private static List<SendOutcome> Outcomes(string run) => [.. run.Split(' ').Select(word => word[1] switch
    {
        '+' => SendOutcome.Accepted,
        '-' => SendOutcome.NotSent,
        _ => SendOutcome.Unknown,
    })];
}

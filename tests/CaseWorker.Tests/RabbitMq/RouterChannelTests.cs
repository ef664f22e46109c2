using System.Reflection;
using CaseWorker.Processing.RabbitMq.Routing;
using Microsoft.Extensions.Time.Testing;
using RabbitMQ.Client;
using Xunit;

namespace CaseWorker.Tests.RabbitMq;

public sealed class RouterChannelTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Closing_ends_also_where_the_client_never_says_so(bool isSeenClosed)
    {
        var clock = new FakeTimeProvider();
        var silent = DispatchProxy.Create<IChannel, SilentChannel>();
        ((SilentChannel)silent).ClosesAtOnce = isSeenClosed;
        var channel = new RouterChannel(silent, "router", clock);
        var closing = channel.CloseAsync();
        Assert.False(closing.IsCompleted);

        // A look is enough where it can be seen; else the time that closing may take.
        clock.Advance(isSeenClosed ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(5));
        await closing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(channel.Ended.IsCancellationRequested);
        Assert.True(channel.Closed.IsCompleted);
    }

    /// <summary>A channel whose end is never reported.</summary>
    public class SilentChannel : DispatchProxy
    {
        private bool isClosed;

        public bool ClosesAtOnce { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case "get_IsClosed":
                    return isClosed;
                case nameof(IChannel.CloseAsync):
                    isClosed = ClosesAtOnce;
                    return new TaskCompletionSource().Task;
                default:
                    return null;
            }
        }
    }
}

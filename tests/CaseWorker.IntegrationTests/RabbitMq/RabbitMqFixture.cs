using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using CaseWorker.IntegrationTests.RabbitMq;
using Xunit;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

namespace CaseWorker.IntegrationTests.RabbitMq;

/// <summary>The run's broker, started at the first question. Each test gets a virtual host of its own.</summary>
public sealed class RabbitMqFixture : IAsyncDisposable
{
    private readonly Lazy<Task<Broker>> broker = new(FindAsync);
    private readonly HttpClient http = new();

    /// <summary>Makes a virtual host and returns its AMQP address.</summary>
    public async Task<string> NewHostAsync()
    {
        var found = await broker.Value;
        var name = $"cw-{Guid.NewGuid():N}";
        await CallAsync(HttpMethod.Put, $"/api/vhosts/{name}", new { });
        await CallAsync(HttpMethod.Put, $"/api/permissions/{name}/{User(found)}", new { configure = ".*", write = ".*", read = ".*" });
        return $"{found.Uri.ToString().TrimEnd('/')}/{name}";
    }

    /// <summary>Publishes as a person in the management UI does.</summary>
    /// <returns>True when a queue took it.</returns>
    public async Task<bool> PublishByHandAsync(string uri, string exchange, byte[] body, object properties)
    {
        var message = new { properties, routing_key = "", payload = Convert.ToBase64String(body), payload_encoding = "base64" };
        using var reply = await CallAsync(HttpMethod.Post, $"/api/exchanges/{HostOf(uri)}/{exchange}/publish", message);
        return (await reply.Content.ReadFromJsonAsync<PublishReply>())!.Routed;
    }

    /// <summary>Ends every connection of the virtual host, as an operator can.</summary>
    public async Task KillConnectionsAsync(string uri) =>
        await (await ControlAsync())(["close_all_connections", "--vhost", HostOf(uri), "killed by a test"]);

    /// <summary><c>rabbitmqctl</c>, or a visible skip where the broker is somebody else's.</summary>
    public async Task<Func<string[], Task>> ControlAsync()
    {
        var control = (await broker.Value).Control;
        Assert.SkipWhen(control is null, $"the broker named by {NamedBroker.Variable} is not the run's own, so it is not stopped or throttled");
        return control!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (broker.IsValueCreated)
            await (await broker.Value).DisposeAsync();
    }

    private static async Task<Broker> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(NamedBroker.Variable) is { Length: > 0 } named)
            return new NamedBroker(new Uri(named));

        return await ContainerBroker.TryStartAsync() as Broker
            ?? await PrivateBroker.TryStartAsync()
            ?? throw new InvalidOperationException(
                $"No RabbitMQ for the tests: set {NamedBroker.Variable} to the AMQP address of a broker with the management plugin, start Docker, or install one (apt-get install rabbitmq-server).");
    }

    private static string User(Broker broker) => Uri.UnescapeDataString(broker.Uri.UserInfo.Split(':')[0]);

    private static string HostOf(string uri) => new Uri(uri).AbsolutePath[1..];

    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, object body)
    {
        var found = await broker.Value;
        using var request = new HttpRequestMessage(method, new Uri(found.Management, path)) { Content = JsonContent.Create(body) };
        var user = Uri.UnescapeDataString(found.Uri.UserInfo);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        var reply = await http.SendAsync(request);
        return reply.EnsureSuccessStatusCode();
    }

    private sealed record PublishReply(bool Routed);
}

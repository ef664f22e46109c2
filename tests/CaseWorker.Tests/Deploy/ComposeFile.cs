using System.Text.RegularExpressions;
using CaseWorker.Tests.Host;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace CaseWorker.Tests.Deploy;

/// <summary>docker-compose.yml as Docker would read it: anchors and merges resolved, variables of .env not yet filled in.</summary>
internal sealed partial class ComposeFile
{
    private const string SomeSecret = "0123456789abcdef0123456789abcdef";

    private readonly Dictionary<object, object> document;

    private ComposeFile(string text)
    {
        Text = text;
        document = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(new StringReader(text))));
    }

    public static string Path { get; } = System.IO.Path.Combine(SampleSettings.Root(), "docker-compose.yml");

    public string Text { get; }

    public IEnumerable<string> Services => Map(document, "services").Keys.Cast<string>();

    /// <summary>Those that run our program.</summary>
    public IEnumerable<string> OwnServices => Services.Where(name => Service(name).GetValueOrDefault("image") is "caseworker");

    public static ComposeFile Read() => new(File.ReadAllText(Path));

    public Dictionary<object, object> Service(string name) => Map(Map(document, "services"), name);

    /// <summary>The settings a service is started with; every variable has its default or some value.</summary>
    public IReadOnlyDictionary<string, string?> Settings(string service) =>
        Map(Service(service), "environment").ToDictionary(pair => ((string)pair.Key).Replace("__", ":", StringComparison.Ordinal), pair => (string?)Fill((string)pair.Value));

    /// <summary>What a service waits for, and in which state.</summary>
    public IReadOnlyDictionary<string, string> WaitsFor(string service) =>
        Map(Service(service), "depends_on").ToDictionary(pair => (string)pair.Key, pair => (string)((Dictionary<object, object>)pair.Value)["condition"]);

    /// <summary>The names of variables, with whatever follows the name: "NAME", ":?why".</summary>
    public IEnumerable<(string Name, string Rule)> Variables() => Variable().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    private static string Fill(string value) =>
        Variable().Replace(value, match => match.Groups[2].Value.StartsWith(":-", StringComparison.Ordinal) ? match.Groups[2].Value[2..] : SomeSecret);

    private static Dictionary<object, object> Map(Dictionary<object, object> parent, string key) =>
        parent.TryGetValue(key, out var child) ? (Dictionary<object, object>)child : [];

    [GeneratedRegex(@"\$\{([A-Z_]+)([^}]*)\}")]
    private static partial Regex Variable();
}

using System.Reflection;
using System.Text.Json;

namespace CaseWorker.Tests.Host;

/// <summary>The file appsettings.sample.json, found from the folder of the tests upwards.</summary>
internal static class SampleSettings
{
    public static string File { get; } = Path.Combine(Root(), "appsettings.sample.json");

    /// <summary>Path of each key ("Storage:Provider") and the text of its value; null for JSON's null.</summary>
    public static IReadOnlyDictionary<string, string?> Read()
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(File), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        return Leaves(document.RootElement, "").ToDictionary(leaf => leaf.Path, leaf => leaf.Value, StringComparer.Ordinal);
    }

    /// <summary>The top of the repository.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (!System.IO.File.Exists(Path.Combine(folder.FullName, "CaseWorker.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("CaseWorker.sln must be above the tests, is not.");

        return folder.FullName;
    }

    private static IEnumerable<(string Path, string? Value)> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}:{member.Name}")),
        JsonValueKind.Null => [(path, null)],
        JsonValueKind.String => [(path, element.GetString())],
        _ => [(path, element.GetRawText())],
    };
}

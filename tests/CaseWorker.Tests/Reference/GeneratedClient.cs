using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace CaseWorker.Tests.Reference;

/// <summary>A client that a generator makes of our document, compiled together with a program that uses it.</summary>
internal static class GeneratedClient
{
    /// <summary>The generator's code. Newtonsoft, because the other library does not know the words of enums as the generator writes them.</summary>
    public static async Task<string> GenerateAsync(string document)
    {
        var settings = new CSharpClientGeneratorSettings { ClassName = "GeneratedClient", UseBaseUrl = false, GenerateOptionalParameters = true };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = CSharpJsonLibrary.NewtonsoftJson;
        settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
        return new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document), settings).GenerateFile();
    }

    /// <summary>Compiles and loads.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; the message says where.</exception>
    public static Assembly Compile(params string[] sources)
    {
        var compilation = CSharpCompilation.Create(
            "Generated",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
            throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(20).Select(Tell)));

        image.Position = 0;
        return new AssemblyLoadContext("generated").LoadFromStream(image);
    }

    private static string Tell(Diagnostic found) =>
        $"{found}\n    {found.Location.SourceTree?.GetText().Lines[found.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}";
}

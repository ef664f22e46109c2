using System.Globalization;
using System.Text.Json.Nodes;
using CaseWorker.Gateway.Access;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace CaseWorker.Gateway.Reference;

/// <summary>Writes what is known of a route into its operation.</summary>
internal sealed class OperationWriter(OpenApiDocument document, SchemaBook schemas)
{
    /// <param name="metadata">The endpoint's: whom it is for.</param>
    public void Write(OpenApiOperation operation, RouteDoc doc, string tag, IReadOnlyList<object> metadata)
    {
        operation.OperationId = doc.Id;
        operation.Summary = doc.Summary;
        operation.Description = TextOf(doc, metadata);
        operation.Tags = new HashSet<OpenApiTagReference> { new(tag, document) };
        operation.Parameters = [.. Parameters(doc, metadata)];
        operation.RequestBody = doc.Body is { } body ? RequestBody(body) : null;
        operation.Responses = [];
        foreach (var answers in doc.Answers.GroupBy(answer => answer.Status))
            operation.Responses[InWords(answers.Key)] = Response([.. answers]);
        foreach (var (status, when) in SharedErrors.Of(doc, metadata))
            operation.Responses[InWords(status)] = Error(status, when, ErrorDialect.Of(doc.Path));

        operation.Security = metadata.OfType<IAllowAnonymous>().Any() ? [] : null;
    }

    private static string? TextOf(RouteDoc doc, IReadOnlyList<object> metadata)
    {
        if (metadata.OfType<IAllowAnonymous>().Any())
            return doc.Text;

        var scopes = metadata.OfType<RequiredScope>().LastOrDefault()?.Scopes ?? Scopes.Operator;
        var needs = scopes == Scopes.None ? "Any valid key will do." : $"Needs the scope `{string.Join("`, `", ScopeWords.Of(scopes))}`.";
        return doc.Text is null ? needs : $"{doc.Text}\n\n{needs}";
    }

    private IEnumerable<IOpenApiParameter> Parameters(RouteDoc doc, IReadOnlyList<object> metadata) =>
    [
        .. PathFields.Of(doc.Path).Select(field => Parameter(ParameterLocation.Path, field.Required)),
        .. doc.Query.Select(field => Parameter(ParameterLocation.Query, field)),
        .. doc.Headers.Select(field => Parameter(ParameterLocation.Header, field)),
    ];

    private OpenApiParameter Parameter(ParameterLocation place, Field field) => new()
    {
        Name = field.Name,
        In = place,
        Description = field.Text,
        Required = field.IsRequired,
        Schema = schemas.Parse(field.Schema),
        Examples = field.Examples.Count == 0 ? null : field.Examples.ToDictionary(example => example.Title, example => (IOpenApiExample)new OpenApiExample { Value = example.Value.DeepClone() }),
    };

    private OpenApiRequestBody RequestBody(Body body)
    {
        var schema = body.Shape is { } shape ? schemas.Of(shape)
            : body.Type is { } type ? schemas.Of(type, isWritten: false)
            : schemas.Of(body.Name!, body.Members);
        if (body.IsList)
            schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema };

        return new OpenApiRequestBody
        {
            Description = body.Text,
            Required = body.IsRequired,
            Content = body.ContentTypes.ToDictionary(name => name, name => new OpenApiMediaType { Schema = schema, Examples = ExamplesOf(body.Examples) }),
        };
    }

    private OpenApiResponse Response(Answer[] answers) => new()
    {
        Description = string.Join(" ", answers.Select(answer => answer.Text)),
        Headers = HeadersOf(answers.SelectMany(answer => answer.Headers)),
        Content = answers.Where(answer => answer.ContentType is not null).ToDictionary(
            answer => answer.ContentType!,
            answer => new OpenApiMediaType { Schema = SchemaOf(answer), Examples = ExamplesOf(answer.Examples) }),
    };

    private IOpenApiSchema SchemaOf(Answer answer) =>
        answer.Shape is { } shape ? schemas.Of(shape)
        : answer.Type is { } type ? schemas.Of(type, isWritten: true)
        : schemas.Parse(new JsonObject { ["type"] = "string" });

    private OpenApiResponse Error(int status, string when, ErrorDialect dialect) => new()
    {
        Description = when,
        Headers = HeadersOf(dialect.Headers.Concat(SharedErrors.HeadersOf(status))),
        Content = dialect.Bodyless.Contains(status) ? null : new Dictionary<string, OpenApiMediaType>
        {
            [dialect.ContentType] = new OpenApiMediaType
            {
                Schema = schemas.Of(dialect.Type, isWritten: true),
                Examples = new Dictionary<string, IOpenApiExample> { ["error"] = new OpenApiExample { Value = dialect.ExampleOf(status) } },
            },
        },
    };

    private static Dictionary<string, IOpenApiHeader>? HeadersOf(IEnumerable<string> names) =>
        names.Distinct().ToDictionary(name => name, HeaderDocs.Of) is { Count: > 0 } headers ? headers : null;

    private static Dictionary<string, IOpenApiExample>? ExamplesOf(IReadOnlyList<string> names) =>
        names.Count == 0 ? null : new Dictionary<string, IOpenApiExample>(names.Select(ExampleFiles.Find));

    private static string InWords(int status) => status.ToString(CultureInfo.InvariantCulture);
}

using System.Reflection;
using CaseWorker.Processing.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseWorker.Gateway.Reference;

/// <summary>Makes the document of what the program finds out about its own routes and what <see cref="ReferenceBook"/> says of them.</summary>
internal sealed class DocumentWriter : IOpenApiDocumentTransformer
{
    private const string TokenAddress = "/identity/connect/token";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "CaseWorker", Version = Version(), Description = ReferenceText.Introduction };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>(ReferenceBook.Apis.Select(api => new OpenApiTag { Name = api.Tag, Description = api.Text }));
        document.Components = new OpenApiComponents();
        WriteSecurity(document);
        var writer = new OperationWriter(document, new SchemaBook(document));
        foreach (var described in context.DescriptionGroups.SelectMany(group => group.Items))
        {
            var key = RouteKey.Of(described.HttpMethod ?? "", described.RelativePath ?? "");
            if (ReferenceBook.Find(key) is { } found && OperationOf(document, key) is { } operation)
                writer.Write(operation, found.Route, found.Api.Tag, [.. described.ActionDescriptor.EndpointMetadata]);
        }

        return Task.CompletedTask;
    }

    private static OpenApiOperation? OperationOf(OpenApiDocument document, string key)
    {
        var parts = key.Split(' ');
        return document.Paths.TryGetValue(parts[1], out var path) && path.Operations?.TryGetValue(HttpMethod.Parse(parts[0]), out var operation) is true ? operation : null;
    }

    private static void WriteSecurity(OpenApiDocument document)
    {
        var schemes = new Dictionary<string, OpenApiSecurityScheme>
        {
            ["ApiKey"] = new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "A key, as it was shown when it was made." },
            ["Bearer"] = new() { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token, or a key." },
            ["FuseDeskKey"] = new() { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-FuseDesk-API-Key", Description = "A key, where clients of the Cases API have it." },
            ["OAuth2"] = new()
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "A token for a key: the client's id is the key's name, the secret is the key.",
                Flows = new OpenApiOAuthFlows
                {
                    ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri(TokenAddress, UriKind.Relative), Scopes = ReferenceText.ScopeTexts.ToDictionary() },
                },
            },
        };
        foreach (var (name, scheme) in schemes)
            document.AddComponent(name, scheme);

        document.Security = [.. schemes.Keys.Select(name => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(name, document)] = [] })];
    }

    private static string Version() =>
        typeof(DocumentWriter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}

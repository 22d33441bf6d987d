using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ServiceNowElement.Service.Operations;

/// <summary>Completes the OpenAPI document of the platform's routes.</summary>
internal static class ApiDescription
{
    internal static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Cloud Elements API v2, self-hosted";
            document.Info.Description = "The platform's routes. The resources of an instance are described by GET /elements/api-v2/instances/{id}/docs.";
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.Parameters ??= [];
            foreach (string name in Names(context.Description.RelativePath ?? string.Empty))
            {
                if (!operation.Parameters.Any(known => known.Name == name))
                {
                    operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
                }
            }

            return Task.CompletedTask;
        });
    }

    private static IEnumerable<string> Names(string path) =>
        path.Split('/').Where(part => part.StartsWith('{') && part.EndsWith('}')).Select(part => part.Trim('{', '}').Split(':')[0]);
}

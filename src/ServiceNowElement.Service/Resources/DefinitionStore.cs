using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Resources;

/// <summary>Keeps definitions, each at its own level (contract cloud-elements-api §13.1).</summary>
internal sealed class DefinitionStore(ServiceDbFactory store, ResourceWriter writer, TimeProvider time)
{
    internal async Task<DefinitionEntity> ReadAsync(ResourceScope scope, string name, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        return await RequireAsync(db.Definitions.AsNoTracking().At(scope), name, token);
    }

    /// <summary>Reads all of a level; 404 when there are none (contract §3.3).</summary>
    internal async Task<List<DefinitionEntity>> ListAsync(ResourceScope scope, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        List<DefinitionEntity> found = await db.Definitions.AsNoTracking().At(scope).ToListAsync(token);
        return found.Count > 0 ? found : throw NotFound();
    }

    /// <summary>Adds definitions; 409 and none of them when the level has one of the names already.</summary>
    internal Task<List<DefinitionEntity>> AddAsync(ResourceScope scope, IReadOnlyDictionary<string, JsonObject> bodies, CancellationToken token) => writer.RunAsync(
        scope,
        async db =>
        {
            List<DefinitionEntity> present = await db.Definitions.AsNoTracking().At(scope).ToListAsync(token);
            List<DefinitionEntity> added = [.. bodies.Select(pair => New(scope, pair.Key, pair.Value))];
            foreach (DefinitionEntity row in added.Where(row => present.Exists(other => ResourceRows.IsNamed(other, row.ObjectName))))
            {
                throw Exists(scope, row.ObjectName);
            }

            db.Definitions.AddRange(added);
            return added;
        },
        token);

    internal Task<DefinitionEntity> ReplaceAsync(ResourceScope scope, string name, JsonObject body, CancellationToken token) => writer.RunAsync(
        scope,
        async db =>
        {
            DefinitionEntity row = await RequireAsync(db.Definitions.At(scope), name, token);
            row.Body = ResourceBody.Store(body);
            return row;
        },
        token);

    /// <summary>Removes a definition, or all of the level; 409 while transformations of the level or below it need one.</summary>
    internal Task<int> RemoveAsync(ResourceScope scope, string? name, CancellationToken token) => writer.RunAsync(
        scope,
        async db =>
        {
            List<DefinitionEntity> gone = name == null ? await db.Definitions.At(scope).ToListAsync(token) : [await RequireAsync(db.Definitions.At(scope), name, token)];
            List<string> used = await db.Transformations.Below(scope, db).Select(row => row.ObjectName).Distinct().ToListAsync(token);
            foreach (DefinitionEntity row in gone.Where(row => used.Contains(row.ObjectName, StringComparer.OrdinalIgnoreCase)))
            {
                throw new ApiException(StatusCodes.Status409Conflict, $"The definition of '{row.ObjectName}' is used by transformations; delete these first.");
            }

            db.Definitions.RemoveRange(gone);
            return gone.Count;
        },
        token);

    /// <summary>Gives a definition and its transformations of the level another name.</summary>
    internal Task<DefinitionEntity> RenameAsync(ResourceScope scope, string name, string newName, CancellationToken token) => writer.RunAsync(
        scope,
        async db =>
        {
            DefinitionEntity row = await RequireAsync(db.Definitions.At(scope), name, token);
            List<TransformationEntity> mapped = await db.Transformations.At(scope).ToListAsync(token);
            bool isSame = string.Equals(name, newName, StringComparison.OrdinalIgnoreCase);
            if (!isSame && ((await db.Definitions.AsNoTracking().At(scope).NamedAsync(newName, token)).Count > 0 || mapped.Exists(other => ResourceRows.IsNamed(other, newName))))
            {
                throw Exists(scope, newName);
            }

            foreach (TransformationEntity transformation in mapped.Where(other => ResourceRows.IsNamed(other, name)))
            {
                // Without a vendor's name it meant the object of its own name, and goes on doing so.
                transformation.VendorName = transformation.VendorName.Length > 0 ? transformation.VendorName : transformation.ObjectName;
                transformation.ObjectName = newName;
            }

            row.ObjectName = newName;
            return row;
        },
        token);

    private static async Task<DefinitionEntity> RequireAsync(IQueryable<DefinitionEntity> rows, string name, CancellationToken token) =>
        (await rows.NamedAsync(name, token)).FirstOrDefault() ?? throw NotFound();

    private static ApiException NotFound() => new(StatusCodes.Status404NotFound, "No object definitions found.");

    private static ApiException Exists(ResourceScope scope, string name) => new(StatusCodes.Status409Conflict, $"There is an object '{name}' at {scope.LevelName} level already.");

    private DefinitionEntity New(ResourceScope scope, string name, JsonObject body) => new()
    {
        OrganizationId = scope.OrganizationId,
        AccountId = scope.RowAccount,
        InstanceId = scope.InstanceId,
        Level = scope.LevelName,
        ObjectName = name,
        Body = ResourceBody.Store(body),
        CreatedAt = time.GetUtcNow().UtcDateTime,
    };
}

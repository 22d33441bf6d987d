using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Resources;

/// <summary>Keeps transformations, each at its own level (contract cloud-elements-api §13.2).</summary>
internal sealed class TransformationStore(ServiceDbFactory store, ResourceWriter writer, TimeProvider time)
{
    internal async Task<JsonObject> ReadAsync(ResourceScope scope, string name, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        TransformationEntity row = (await Own(db, scope).AsNoTracking().NamedAsync(name, token)).FirstOrDefault() ?? throw NotFound();
        return (await AnswersAsync(db, scope, token)).Of(row);
    }

    /// <summary>Reads all of a level; 404 when there are none (contract §3.3).</summary>
    internal async Task<JsonObject> ListAsync(ResourceScope scope, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        List<TransformationEntity> rows = await Own(db, scope).AsNoTracking().ToListAsync(token);
        return rows.Count > 0 ? (await AnswersAsync(db, scope, token)).Of(rows) : throw NotFound();
    }

    /// <summary>Writes transformations; all of them or none.</summary>
    /// <param name="scope">The level.</param>
    /// <param name="bodies">The checked bodies by name.</param>
    /// <param name="mode">What is done with names that the level has or lacks.</param>
    /// <param name="token">Stop.</param>
    /// <returns>The answers by name.</returns>
    internal async Task<JsonObject> SaveAsync(ResourceScope scope, IReadOnlyDictionary<string, JsonObject> bodies, SaveMode mode, CancellationToken token)
    {
        List<TransformationEntity> saved = await writer.RunAsync(
            scope,
            async db =>
            {
                List<TransformationEntity> present = await Own(db, scope).ToListAsync(token);
                List<string> defined = await db.Definitions.Above(scope).Select(row => row.ObjectName).ToListAsync(token);
                TransformationAnswers above = await AnswersAsync(db, scope, token);
                var rows = new List<TransformationEntity>();
                foreach ((string name, JsonObject body) in bodies)
                {
                    string known = defined.Find(other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase))
                        ?? throw new ApiException(StatusCodes.Status404NotFound, $"No object definition found for '{name}': define the object before it is mapped.");
                    TransformationEntity? old = present.Find(other => ResourceRows.IsNamed(other, name));
                    TransformationEntity row = Target(scope, known, old, body, mode);
                    Fill(row, body, above);
                    rows.Add(row);
                    if (old == null)
                    {
                        db.Transformations.Add(row);
                    }
                }

                return rows;
            },
            token);
        await using ServiceDb after = store.CreateDbContext();
        return (await AnswersAsync(after, scope, token)).Of(saved);
    }

    /// <summary>Removes transformations of a level.</summary>
    /// <param name="scope">The level.</param>
    /// <param name="name">The name; null for all, of which there may be none.</param>
    /// <param name="propagate">True to remove those of the same names below the level as well.</param>
    /// <param name="token">Stop.</param>
    internal Task<int> RemoveAsync(ResourceScope scope, string? name, bool propagate, CancellationToken token) => writer.RunAsync(
        scope,
        async db =>
        {
            IQueryable<TransformationEntity> rows = propagate ? db.Transformations.Below(scope, db).Of(scope.ElementKey, db) : Own(db, scope);
            List<TransformationEntity> gone = name == null ? await rows.ToListAsync(token) : await rows.NamedAsync(name, token);
            if (gone.Count == 0 && name != null)
            {
                throw NotFound();
            }

            db.Transformations.RemoveRange(gone);
            return gone.Count;
        },
        token);

    internal static ApiException NotFound() => new(StatusCodes.Status404NotFound, "No transformations found.");

    private static IQueryable<TransformationEntity> Own(ServiceDb db, ResourceScope scope)
    {
        string element = scope.RowElement;
        return db.Transformations.At(scope).Where(row => row.ElementKey == element);
    }

    private static async Task<TransformationAnswers> AnswersAsync(ServiceDb db, ResourceScope scope, CancellationToken token) => new(
        await db.Transformations.AsNoTracking().Above(scope).Where(row => row.ElementKey == scope.ElementKey || row.Level == "instance").ToListAsync(token),
        await db.Definitions.AsNoTracking().Above(scope).ToListAsync(token));

    private static void Fill(TransformationEntity row, JsonObject body, TransformationAnswers above)
    {
        row.VendorName = ResourceModels.Text(body, "vendorName")?.Trim() ?? string.Empty;
        row.Body = body.ToJsonString();

        // Who reads a transformation and sends it back does not mean to own what it inherits.
        HashSet<(string, string?)> inherited = above.InheritedFields(row);
        foreach (JsonObject field in ResourceModels.Fields(body).ToList())
        {
            string? level = ResourceModels.Text(field, "level");
            if (level != null && level != row.Level && inherited.Contains(TransformationAnswers.Key(field)))
            {
                field.Parent!.AsArray().Remove(field);
            }
        }

        row.Body = ResourceBody.Store(body);
    }

    private TransformationEntity Target(ResourceScope scope, string name, TransformationEntity? old, JsonObject body, SaveMode mode)
    {
        if (old == null)
        {
            return mode == SaveMode.Replace ? throw NotFound() : new TransformationEntity
            {
                OrganizationId = scope.OrganizationId,
                AccountId = scope.RowAccount,
                InstanceId = scope.InstanceId,
                Level = scope.LevelName,
                ElementKey = scope.RowElement,
                ObjectName = name,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            };
        }

        if (mode == SaveMode.Add)
        {
            throw new ApiException(StatusCodes.Status409Conflict, $"There is a transformation of '{old.ObjectName}' at {scope.LevelName} level already.");
        }

        bool wasLegacy = ResourceModels.Flag(ResourceModels.Body(old.Body)["isLegacy"]) ?? false;
        return !wasLegacy && (bool)body["isLegacy"]!
            ? throw ResourceBody.Invalid($"The transformation of '{old.ObjectName}' has a script of version 2, and cannot go back to version 1.")
            : old;
    }
}

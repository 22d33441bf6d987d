using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Resources;
using ServiceNowElement.Service.Security;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tenants;

namespace ServiceNowElement.Service.Instances;

/// <summary>Writes instances: secrets sealed, caches and connections told of every change.</summary>
internal sealed class InstanceStore(ServiceDbFactory store, SecretBox box, SecretHasher hasher, TenantDirectory tenants, ElementPool pool, StoredTransformations transformations, TimeProvider time)
{
    /// <summary>Adds an instance and returns its id.</summary>
    internal async Task<long> AddAsync(Caller caller, ElementDefinition element, InstanceBody body, IReadOnlyDictionary<string, string?> values, CancellationToken token)
    {
        string secret = SecretMaker.ElementToken();
        string name = body.Name!;
        var row = new InstanceEntity
        {
            OrganizationId = caller.OrganizationId,
            AccountId = caller.User.AccountId,
            UserId = caller.User.Id,
            Name = name,
            ElementKey = element.Key,
            TokenHash = hasher.Hash(secret),
            TokenProtected = box.Seal(secret),
            ExternalAuthentication = body.ExternalAuthentication == "initial" ? "initial" : "none",

            // Untagged instances are found by their name (contract §5.1, D6).
            Tags = JsonSerializer.Serialize(body.Tags ?? [name]),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        Apply(row, element, values);
        await using ServiceDb db = store.CreateDbContext();
        db.Instances.Add(row);
        await db.SaveChangesAsync(token);
        return row.Id;
    }

    /// <summary>Changes an instance; what is null here stays as it is.</summary>
    /// <param name="id">The instance.</param>
    /// <param name="name">The new name.</param>
    /// <param name="tags">The new tags.</param>
    /// <param name="values">The values to set; others stay, so that two changes at the same time both arrive.</param>
    /// <param name="removeOthers">Whether keys that are not among the values go.</param>
    /// <param name="token">Stop.</param>
    internal async Task ChangeAsync(long id, string? name, IReadOnlyList<string>? tags, IReadOnlyDictionary<string, string?>? values, bool removeOthers, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        InstanceEntity row = await FindAsync(db, id, token);
        row.Name = name ?? row.Name;
        row.Tags = tags == null ? row.Tags : JsonSerializer.Serialize(tags);
        if (values != null)
        {
            Apply(row, ElementCatalogue.Require(row.ElementKey), values);
            foreach (ConfigurationEntity gone in row.Configuration.Where(entry => removeOthers && !values.ContainsKey(entry.Key)).ToList())
            {
                row.Configuration.Remove(gone);
            }
        }

        try
        {
            await db.SaveChangesAsync(token);
        }
        catch (DbUpdateException failure) when (failure is not DbUpdateConcurrencyException)
        {
            // Deleted in the meantime, or the same new key from two sides; whatever else it was fails again here.
            await using ServiceDb fresh = store.CreateDbContext();
            throw await fresh.Instances.AnyAsync(instance => instance.Id == id, token)
                ? new ApiException(StatusCodes.Status409Conflict, "Somebody else changed this instance at the same time.")
                : Missing(id);
        }

        Forget(id, values != null);
    }

    internal async Task EnableAsync(long id, bool enabled, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        InstanceEntity row = await FindAsync(db, id, token);
        row.Disabled = !enabled;
        await db.SaveChangesAsync(token);
        Forget(id, connection: false);
    }

    /// <summary>Removes an instance with all that hangs on it; its token is dead at once.</summary>
    internal async Task RemoveAsync(long id, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        await db.Instances.Where(row => row.Id == id).ExecuteDeleteAsync(token);
        transformations.Forget();
        Forget(id, connection: true);
    }

    internal static async Task<InstanceEntity> FindAsync(ServiceDb db, long id, CancellationToken token) =>
        await db.Instances.Include(row => row.Configuration).SingleOrDefaultAsync(row => row.Id == id, token)
        ?? throw Missing(id);

    private static ApiException Missing(long id) => new(StatusCodes.Status404NotFound, $"No element instance found with id {id}.");

    private void Apply(InstanceEntity row, ElementDefinition element, IReadOnlyDictionary<string, string?> values)
    {
        foreach ((string key, string? value) in values)
        {
            ConfigurationEntity? entry = row.Configuration.Find(known => known.Key == key);
            if (entry == null)
            {
                entry = new ConfigurationEntity { Key = key };
                row.Configuration.Add(entry);
            }

            bool secret = ConfigurationRule.IsSecret(element, key);
            if (secret && entry is { IsSecret: true, Value: not null } && value != null && box.Open(entry.Value) == value)
            {
                // Sealing it anew would look like a change to whoever compares.
                continue;
            }

            entry.IsSecret = secret;
            entry.Value = secret && value != null ? box.Seal(value) : value;
        }
    }

    private void Forget(long id, bool connection)
    {
        tenants.ForgetInstances();
        if (connection)
        {
            pool.Forget(id);
        }
    }
}

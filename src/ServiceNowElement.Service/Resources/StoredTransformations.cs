using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Instances;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Service.Tenants;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Finds what applies to an instance in the store, and remembers it: a hub call costs no read of the database.</summary>
internal sealed class StoredTransformations(ServiceDbFactory store, ServiceOptions options, TimeProvider time) : ITransformationSource
{
    private readonly TimedCache<AppliedResources> _known = new(options.CacheTime, time);

    /// <inheritdoc/>
    public async ValueTask<Transformation?> FindAsync(InstanceInfo instance, string objectName, CancellationToken token) => (await OfAsync(instance, token)).Find(objectName);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<(string ObjectName, string? VendorName)>> ListAsync(InstanceInfo instance, CancellationToken token) => (await OfAsync(instance, token)).Names;

    /// <summary>Forgets everything after a change; one at a high level touches many instances.</summary>
    internal void Forget() => _known.Clear();

    /// <summary>Reads what applies to a scope that need not be an instance.</summary>
    internal async Task<AppliedResources> ReadAsync(ResourceScope scope, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        List<DefinitionEntity> definitions = await db.Definitions.AsNoTracking().Above(scope).ToListAsync(token);
        List<TransformationEntity> transformations = await db.Transformations.AsNoTracking().Above(scope).Where(row => row.ElementKey == scope.ElementKey || row.Level == "instance").ToListAsync(token);
        return new AppliedResources(definitions, transformations);
    }

    private ValueTask<AppliedResources?> FindAsync(InstanceInfo instance, CancellationToken token) =>
        _known.GetAsync(instance.Id.ToString(CultureInfo.InvariantCulture), async (_, stop) => await ReadAsync(ResourceScope.Of(instance), stop), token);

    private async ValueTask<AppliedResources> OfAsync(InstanceInfo instance, CancellationToken token) => (await FindAsync(instance, token))!;
}

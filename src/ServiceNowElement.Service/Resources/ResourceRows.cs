using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Storage;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Service.Resources;

/// <summary>Which rows belong to a level, apply to it, or lie below it. Every query names the organization.</summary>
internal static class ResourceRows
{
    /// <summary>Gets the rows kept at the level itself; those of transformations for all elements.</summary>
    internal static IQueryable<T> At<T>(this IQueryable<T> rows, ResourceScope scope)
        where T : class, IResourceRow
    {
        (string level, long? account, long? instance) = (scope.LevelName, scope.RowAccount, scope.InstanceId);
        return rows.Where(row => row.OrganizationId == scope.OrganizationId && row.Level == level && row.AccountId == account && row.InstanceId == instance);
    }

    /// <summary>Gets the rows of the level and of those above it.</summary>
    internal static IQueryable<T> Above<T>(this IQueryable<T> rows, ResourceScope scope)
        where T : class, IResourceRow
    {
        (long? account, long? instance) = (scope.AccountId, scope.InstanceId);
        return rows.Where(row => row.OrganizationId == scope.OrganizationId
            && (row.Level == "organization"
                || (row.Level == "account" && account != null && row.AccountId == account)
                || (row.Level == "instance" && instance != null && row.InstanceId == instance)));
    }

    /// <summary>Gets the rows of the level and of those below it.</summary>
    internal static IQueryable<T> Below<T>(this IQueryable<T> rows, ResourceScope scope, ServiceDb db)
        where T : class, IResourceRow
    {
        rows = rows.Where(row => row.OrganizationId == scope.OrganizationId);
        (long? account, long? instance) = (scope.AccountId, scope.InstanceId);
        return scope.Level switch
        {
            ResourceLevel.Organization => rows,
            ResourceLevel.Account => rows.Where(row => row.AccountId == account || db.Instances.Any(owner => owner.Id == row.InstanceId && owner.AccountId == account)),
            _ => rows.Where(row => row.InstanceId == instance),
        };
    }

    /// <summary>Gets the transformations that map to an element, or that belong to an instance of it.</summary>
    internal static IQueryable<TransformationEntity> Of(this IQueryable<TransformationEntity> rows, string elementKey, ServiceDb db) =>
        rows.Where(row => row.ElementKey == elementKey || (row.Level == "instance" && db.Instances.Any(owner => owner.Id == row.InstanceId && owner.ElementKey == elementKey)));

    /// <summary>Finds the rows of a name; letter case does not matter, in either database.</summary>
    internal static async Task<List<T>> NamedAsync<T>(this IQueryable<T> rows, string name, CancellationToken token)
        where T : class, IResourceRow => [.. (await rows.ToListAsync(token)).Where(row => IsNamed(row, name))];

    internal static bool IsNamed(IResourceRow row, string name) => string.Equals(row.ObjectName, name, StringComparison.OrdinalIgnoreCase);
}

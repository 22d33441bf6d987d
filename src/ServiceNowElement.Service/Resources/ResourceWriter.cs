using Microsoft.EntityFrameworkCore;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Storage;

namespace ServiceNowElement.Service.Resources;

/// <summary>Runs changes of definitions and transformations one after the other: what a change has checked is still so when it is stored.</summary>
internal sealed class ResourceWriter(ServiceDbFactory store, StoredTransformations known) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Runs one change; it is stored whole or not at all, and seen by the next hub call.</summary>
    internal async Task<T> RunAsync<T>(ResourceScope scope, Func<ServiceDb, Task<T>> change, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            await using ServiceDb db = store.CreateDbContext();
            await using var transaction = await db.Database.BeginTransactionAsync(token);
            T result = await change(db);
            await db.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return result;
        }
        catch (DbUpdateException)
        {
            await RequireInstanceAsync(scope, token);
            throw;
        }
        finally
        {
            known.Forget();
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    // Instances may be deleted while something is hung on them.
    private async Task RequireInstanceAsync(ResourceScope scope, CancellationToken token)
    {
        await using ServiceDb db = store.CreateDbContext();
        if (scope.InstanceId is { } id && !await db.Instances.AnyAsync(row => row.Id == id, token))
        {
            throw new ApiException(StatusCodes.Status404NotFound, $"No element instance found with id {id}.");
        }
    }
}

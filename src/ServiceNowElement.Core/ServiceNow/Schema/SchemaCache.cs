using System.Collections.Concurrent;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;
using ServiceNowElement.Query;

namespace ServiceNowElement.ServiceNow.Schema;

/// <summary>What is known about objects and their columns, asked once per object for the life of the element.</summary>
internal abstract class SchemaCache(string instance) : IFilterSchema
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ObjectSchema>>> _schemas = new(StringComparer.Ordinal);
    private IReadOnlyList<ObjectSummary>? _objects;

    public async Task<ObjectSchema> GetSchemaAsync(string objectName, CallContext call)
    {
        string table = KeyOf(objectName);
        while (true)
        {
            Lazy<Task<ObjectSchema>> entry = _schemas.GetOrAdd(table, name => new Lazy<Task<ObjectSchema>>(() => LoadAsync(name, call)));
            try
            {
                return await entry.Value.ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!call.Token.IsCancellationRequested)
            {
                // Another caller began to load it and was stopped; this one begins again.
                ((ICollection<KeyValuePair<string, Lazy<Task<ObjectSchema>>>>)_schemas).Remove(new KeyValuePair<string, Lazy<Task<ObjectSchema>>>(table, entry));
            }
            catch
            {
                // A failure is not kept: the next call may succeed.
                ((ICollection<KeyValuePair<string, Lazy<Task<ObjectSchema>>>>)_schemas).Remove(new KeyValuePair<string, Lazy<Task<ObjectSchema>>>(table, entry));
                throw;
            }
        }
    }

    internal async Task<IReadOnlyList<ObjectSummary>> GetObjectsAsync(CallContext call)
    {
        if (_objects == null)
        {
            List<ObjectSummary> objects = await LoadObjectsAsync(call).ConfigureAwait(false);
            objects.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
            _objects = objects;
        }

        return _objects;
    }

    /// <summary>Forgets everything, to be asked for again.</summary>
    internal virtual void Forget()
    {
        _schemas.Clear();
        _objects = null;
    }

    /// <summary>Makes one key of the spellings of a name.</summary>
    protected abstract string KeyOf(string objectName);

    protected abstract Task<ObjectSchema> LoadAsync(string table, CallContext call);

    protected abstract Task<List<ObjectSummary>> LoadObjectsAsync(CallContext call);

    protected async Task<ElementException> UnknownAsync(string table, CallContext call)
    {
        IReadOnlyList<ObjectSummary> objects = await GetObjectsAsync(call).ConfigureAwait(false);
        string advice = NearestNames.Advice(table, objects.Select(found => found.Name));
        return new ElementException(ErrorCatalog.UnknownObject, ErrorCatalog.UnknownObject.Text(instance, table, advice))
        {
            Instance = instance,
            Object = table,
        };
    }
}

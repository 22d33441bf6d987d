using ServiceNowElement.Model;

namespace ServiceNowElement.Query;

/// <summary>Where the binder looks up the tables that a dot-walk passes through.</summary>
public interface IFilterSchema
{
    /// <summary>Describes a table; expected to be cached.</summary>
    /// <param name="objectName">The table name.</param>
    /// <param name="call">Stop and diagnostics.</param>
    /// <returns>The table; <c>UnknownObject</c> when there is none.</returns>
    Task<ObjectSchema> GetSchemaAsync(string objectName, CallContext call);
}

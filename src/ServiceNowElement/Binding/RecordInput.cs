using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Output;

namespace ServiceNowElement.Binding;

/// <summary>What an object from the pipeline says about the record it stands for; deserialized objects say the same (style §6).</summary>
/// <param name="Object">The table.</param>
/// <param name="SysId">The sys_id.</param>
/// <param name="Name">What people call the record.</param>
/// <param name="Instance">The instance it was read from, or null when the object does not say.</param>
internal sealed record RecordInput(string Object, string SysId, string Name, string? Instance)
{
    private const string Deserialized = "Deserialized.";

    internal static RecordInput Read(PSObject input, string? objectName)
    {
        string? sysId = Text(input, Suffix(input, RecordShaper.KeyType) ?? "sys_id");
        if (string.IsNullOrEmpty(sysId))
        {
            throw ErrorCatalog.NotARecord.With("it has no sys_id");
        }

        string? table = objectName ?? Suffix(input, RecordShaper.BaseType + "#") ?? Text(input, "sys_class_name");
        if (string.IsNullOrEmpty(table))
        {
            throw ErrorCatalog.NotARecord.With("it does not say which table it is from; add -Object");
        }

        string name = Text(input, "number") is { Length: > 0 } number ? number : Text(input, "name") is { Length: > 0 } shown ? shown : sysId!;
        return new RecordInput(table!, sysId!, name, Suffix(input, RecordShaper.InstanceType));
    }

    internal void RefuseForeign(string instance, bool allowed)
    {
        // A clone has the same sys_ids as its source: the twin would be hit without a word.
        if (!allowed && Instance != null && !string.Equals(Instance, instance, StringComparison.OrdinalIgnoreCase))
        {
            throw new ElementException(ErrorCatalog.InstanceMismatch, ErrorCatalog.InstanceMismatch.Text($"{Object} {Name}", Instance, instance)) { Instance = instance, Object = Object, Key = SysId };
        }
    }

    /// <summary>Finds the sys_id where a number was given.</summary>
    internal async Task<string> SysIdAsync(IElement element, CallContext call) =>
        Model.ObjectNames.IsSysId(SysId) || Instance != null
            ? SysId
            : (await element.GetAsync(Object, SysId, ["sys_id"], Model.ValueMode.Raw, call).ConfigureAwait(false)).SysId;

    private static string? Text(PSObject input, string property) => Values.Unwrap(input.Properties[property]?.Value) switch
    {
        CEValue value => value.Value,
        object value => value.ToString(),
        null => null,
    };

    private static string? Suffix(PSObject input, string prefix)
    {
        foreach (string name in input.TypeNames)
        {
            string plain = name.StartsWith(Deserialized, StringComparison.Ordinal) ? name.Substring(Deserialized.Length) : name;
            if (plain.StartsWith(prefix, StringComparison.Ordinal))
            {
                return plain.Substring(prefix.Length);
            }
        }

        return null;
    }
}

using System.Collections;
using ServiceNowElement.Model;

namespace ServiceNowElement.Completion;

/// <summary>Completes the columns of the object on the line, with label and type as tool tip.</summary>
internal sealed class FieldNameCompleter : SchemaCompleter
{
    private protected override async Task<IReadOnlyList<(string Text, string Tip)>> CandidatesAsync(IElement element, IDictionary? bound, CallContext call)
    {
        if (bound?["Object"] is not string name)
        {
            return [];
        }

        ObjectSchema schema = await element.GetSchemaAsync(name, call).ConfigureAwait(false);
        return schema.Fields.Select(field => (field.Name, $"{field.Label} ({field.InternalType})")).ToList();
    }
}

using System.Collections;

namespace ServiceNowElement.Completion;

/// <summary>Completes table names, with their labels as tool tips.</summary>
internal sealed class ObjectNameCompleter : SchemaCompleter
{
    private protected override async Task<IReadOnlyList<(string Text, string Tip)>> CandidatesAsync(IElement element, IDictionary? bound, CallContext call)
    {
        var names = new List<(string, string)>();
        await element.ListObjectsAsync(
            page =>
            {
                names.AddRange(page.Select(found => (found.Name, found.Label)));
                return Task.CompletedTask;
            },
            call).ConfigureAwait(false);
        return names;
    }
}

using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Completion;

/// <summary>Completes the names of defined objects, with the table behind each as tool tip.</summary>
internal sealed class ResourceNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(1500);

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (Runspace.DefaultRunspace == null)
        {
            return [];
        }

        object? given = fakeBoundParameters?["Session"];
        CESession? session = given as CESession ?? (given is string name ? SessionStore.Current.Find(name) : SessionStore.Current.Default);
        string? instance = fakeBoundParameters?["Instance"] as string ?? session?.InstanceId;
        return session is { State: "Open" } && Pipeline.Patience.Within(s_patience, token => NamesAsync(session.Platform, instance, CallContext.None.With(token)), out IReadOnlyList<(string, string)>? found)
            ? Words.Matching(wordToComplete, found!)
            : [];
    }

    private static async Task<IReadOnlyList<(string Text, string Tip)>> NamesAsync(IPlatform platform, string? instance, CallContext call)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (ResourceLevel level in new[] { ResourceLevel.Organization, ResourceLevel.Account, ResourceLevel.Instance })
        {
            if (level == ResourceLevel.Instance && instance == null)
            {
                continue;
            }

            string? of = level == ResourceLevel.Instance ? instance : null;
            foreach (ObjectDefinition definition in await platform.ListDefinitionsAsync(level, of, call).ConfigureAwait(false))
            {
                names[definition.Name] = definition.Name;
            }

            foreach (Transformation transformation in await platform.ListTransformationsAsync(level, of, call).ConfigureAwait(false))
            {
                names[transformation.ObjectName] = $"{transformation.ObjectName} over {transformation.VendorName}";
            }
        }

        return [.. names.Select(pair => (pair.Key, pair.Value))];
    }
}

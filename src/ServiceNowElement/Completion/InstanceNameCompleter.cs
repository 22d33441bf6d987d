using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Completion;

/// <summary>Completes the names of instances: those of the session's service, or those kept on this machine.</summary>
internal sealed class InstanceNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(1500);

    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        object? given = fakeBoundParameters?["Session"];
        CESession? session = Runspace.DefaultRunspace == null ? null : given as CESession ?? (given is string name ? SessionStore.Current.Find(name) : SessionStore.Current.Default);
        if (session is { State: "Open", IsThroughService: true })
        {
            return Pipeline.Patience.Within(s_patience, token => NamesAsync(session.Platform, token), out IReadOnlyList<(string, string)>? found) ? Words.Matching(wordToComplete, found!) : [];
        }

        try
        {
            return Words.Matching(wordToComplete, LocalPlatform.All(LocalPlatform.DefaultFolder()).Select(instance => (instance.Name, instance.Address.ToString())));
        }
        catch (ElementException)
        {
            // A damaged store is reported by Get-CEInstance, not by a tab.
            return [];
        }
    }

    private static async Task<IReadOnlyList<(string Text, string Tip)>> NamesAsync(IPlatform platform, CancellationToken token)
    {
        var names = new List<(string, string)>();
        await platform.ListInstancesAsync(
            page =>
            {
                names.AddRange(page.Select(instance => (instance.Name, instance.Address.ToString())));
                return Task.CompletedTask;
            },
            CallContext.None.With(token)).ConfigureAwait(false);
        return names;
    }
}

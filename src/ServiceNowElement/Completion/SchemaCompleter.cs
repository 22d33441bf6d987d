using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Completion;

/// <summary>Completes names that the instance knows: from the schema cache, within 1.5 seconds, or nothing at all (style §6).</summary>
internal abstract class SchemaCompleter : IArgumentCompleter
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
        if (session is not { State: "Open" })
        {
            return [];
        }

        var call = new CallContext(new Silence(), CancellationToken.None);
        return Pipeline.Patience.Within(s_patience, token => CandidatesAsync(session.Element, fakeBoundParameters, call.With(token)), out IReadOnlyList<(string, string)>? found)
            ? Words.Matching(wordToComplete, found!)
            : [];
    }

    private protected abstract Task<IReadOnlyList<(string Text, string Tip)>> CandidatesAsync(IElement element, IDictionary? bound, CallContext call);

    private sealed class Silence : IDiagnostics
    {
        public void Verbose(string text)
        {
        }

        public void Warning(string text)
        {
        }

        public void Progress(ProgressUpdate update)
        {
        }
    }
}

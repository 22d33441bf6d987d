using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Completion;

/// <summary>Completes the names of this runspace's sessions.</summary>
internal sealed class SessionNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Runspace.DefaultRunspace == null
            ? []
            : Words.Matching(wordToComplete, SessionStore.Current.All.Select(session => (session.Name, $"{session.Instance} as {session.UserName ?? session.Kind}")));
}

using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using ServiceNowElement.Errors;
using ServiceNowElement.Local;

namespace ServiceNowElement.Completion;

/// <summary>Completes the names of instances kept on this machine.</summary>
internal sealed class InstanceNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
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
}

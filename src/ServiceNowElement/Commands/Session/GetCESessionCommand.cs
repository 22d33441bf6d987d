using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Lists the sessions of this runspace.</summary>
[Cmdlet(VerbsCommon.Get, "CESession")]
[OutputType(typeof(CESession))]
public sealed class GetCESessionCommand : PSCmdlet
{
    /// <summary>Gets or sets the names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Gets or sets whether only the default session is returned.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SessionStore store = SessionStore.Current;
        foreach (string name in Name ?? ["*"])
        {
            var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
            CESession[] found = store.All.Where(session => pattern.IsMatch(session.Name) && (!Default || ReferenceEquals(session, store.Default))).ToArray();
            WriteObject(found, enumerateCollection: true);
            if (found.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(ErrorMapper.From(ErrorCatalog.SessionNotFound.With($"There is no session named '{name}' in this runspace."), name));
            }
        }
    }
}

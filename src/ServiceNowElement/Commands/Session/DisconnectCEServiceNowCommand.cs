using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Closes a session and wipes its credentials; quiet when there is none.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CEServiceNow")]
[OutputType(typeof(void))]
public sealed class DisconnectCEServiceNowCommand : PSCmdlet
{
    /// <summary>Gets or sets the session, or its name; the default of this runspace when omitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public CESession? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SessionStore store = SessionStore.Current;
        CESession? session = Session ?? store.Default;
        if (session != null)
        {
            store.Remove(session);
            session.Close();
            WriteVerbose($"Session '{session.Name}' is closed.");
        }
    }
}

using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Pipeline;

namespace ServiceNowElement.Sessions;

/// <summary>The base of cmdlets that talk to an instance.</summary>
public abstract class SessionCmdlet : AsyncCmdlet
{
    /// <summary>Gets or sets the session, or its name; the default of this runspace when omitted.</summary>
    [Parameter]
    [SessionTransformation]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public CESession? Session { get; set; }

    /// <summary>Gets or sets the longest pause a rate limit may ask for before the call ends with an error; 5 minutes when omitted.</summary>
    [Parameter]
    public TimeSpan MaxWait { get; set; }

    private protected override TimeSpan? WaitBudget => MaxWait > TimeSpan.Zero ? MaxWait : null;

    /// <summary>Finds the session to use, or ends the call.</summary>
    private protected CESession ResolveSession()
    {
        CESession session = ResolveAnySession();
        if (session.ManagesOnly)
        {
            Fail(ErrorCatalog.SessionWithoutInstance.With(session.Name));
        }

        return session;
    }

    /// <summary>Finds the session to use, be it connected to an instance or only to a service, or ends the call.</summary>
    private protected CESession ResolveAnySession()
    {
        CESession? session = Session ?? SessionStore.Current.Default;
        if (session == null)
        {
            string text = SessionStore.Current.All.Count == 0
                ? "This runspace has no session."
                : $"This runspace has no default session; it has {string.Join(", ", SessionStore.Current.All.Select(known => known.Name))}.";
            Fail(ErrorCatalog.SessionNotFound.With(text));
        }
        else if (session.State != "Open")
        {
            Fail(ErrorCatalog.SessionClosed.With(session.Name));
        }

        return session!;
    }
}

using ServiceNowElement.Local;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Binding;

/// <summary>The base of cmdlets over element instances: those that the session's service keeps, or those on this machine.</summary>
public abstract class PlatformCmdlet : SessionCmdlet
{
    /// <summary>Finds where the instances are kept. Without a session, and with one straight to an instance, that is this machine.</summary>
    /// <returns>The platform, and its name for questions and messages.</returns>
    private protected (IPlatform Platform, string Place) ResolvePlatform()
    {
        CESession? session = Session ?? SessionStore.Current.Default;
        if (session == null || (Session == null && session.State != "Open"))
        {
            return (new LocalPlatform(LocalPlatform.DefaultFolder(), ElementFactory.Options(this, null, 330)), "this machine");
        }

        session = ResolveAnySession();
        return (session.Platform, session.IsThroughService ? session.Instance : "this machine");
    }
}

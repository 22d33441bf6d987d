using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace ServiceNowElement.Sessions;

/// <summary>The sessions of one runspace with their default: parallel runspaces cannot disturb each other (design §8).</summary>
internal sealed class SessionStore
{
    private static readonly ConditionalWeakTable<Runspace, SessionStore> s_stores = new();
    private readonly List<CESession> _sessions = [];

    // Only on a pipeline thread; a pool thread has no default runspace.
    internal static SessionStore Current => s_stores.GetValue(
        Runspace.DefaultRunspace ?? throw new InvalidOperationException("No runspace on this thread."),
        _ => new SessionStore());

    internal CESession? Default { get; private set; }

    internal IReadOnlyList<CESession> All => _sessions;

    internal void Add(CESession session, bool asDefault)
    {
        // A new session of the same name replaces the old one, as people expect when they connect again.
        CESession? old = Find(session.Name);
        bool wasDefault = old != null && ReferenceEquals(old, Default);
        if (old != null)
        {
            Remove(old);
            old.Close();
        }

        _sessions.Add(session);
        if (asDefault || wasDefault || Default == null)
        {
            Default = session;
        }
    }

    internal CESession? Find(string name) => _sessions.FirstOrDefault(session => string.Equals(session.Name, name, StringComparison.OrdinalIgnoreCase));

    internal void Remove(CESession session)
    {
        _sessions.Remove(session);
        if (ReferenceEquals(Default, session))
        {
            // Nothing takes its place by itself: the next command must not go to another instance.
            Default = null;
        }
    }

    internal void CloseAll()
    {
        foreach (CESession session in _sessions)
        {
            session.Close();
        }

        _sessions.Clear();
        Default = null;
    }
}

using System.Collections.Concurrent;

namespace ServiceNowElement.Simulator.Api;

/// <summary>HTTP sessions: requests with the same JSESSIONID run one after the other (contract servicenow-rest §1.4).</summary>
internal sealed class Sessions(SimulatorKnobs knobs)
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    internal int Count => _sessions.Count;

    internal Session For(HttpContext http)
    {
        if (http.Request.Cookies.TryGetValue("JSESSIONID", out string? id) && _sessions.TryGetValue(id, out Session? known))
        {
            return known;
        }

        var session = new Session(Convert.ToHexString(Guid.NewGuid().ToByteArray()));
        _sessions[session.Id] = session;
        http.Response.Headers.Append("Set-Cookie", $"JSESSIONID={session.Id}; Path=/; HttpOnly");
        http.Response.Headers.Append("Set-Cookie", "glide_user_route=glide.sim; Path=/; HttpOnly");
        return session;
    }

    /// <summary>Waits for the session's turn.</summary>
    /// <returns>False when too many wait already: the request is answered 202 and not executed.</returns>
    internal async Task<bool> EnterAsync(Session session, CancellationToken token)
    {
        if (Interlocked.Increment(ref session.Waiting) > knobs.SessionQueue + 1)
        {
            Interlocked.Decrement(ref session.Waiting);
            return false;
        }

        try
        {
            await session.Turn.WaitAsync(token);
        }
        catch
        {
            Interlocked.Decrement(ref session.Waiting);
            throw;
        }

        return true;
    }

    internal static void Leave(Session session)
    {
        Interlocked.Decrement(ref session.Waiting);
        session.Turn.Release();
    }

    internal void Clear() => _sessions.Clear();
}

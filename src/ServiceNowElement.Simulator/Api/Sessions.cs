using System.Collections.Concurrent;

namespace ServiceNowElement.Simulator.Api;

/// <summary>HTTP sessions: requests with the same JSESSIONID run one after the other; idle ones end (contract servicenow-rest §1.4).</summary>
internal sealed class Sessions(SimulatorKnobs knobs)
{
    private const string RouteCookie = "glide_user_route";
    private const string RoutePrefix = "glide.node";
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private int _opened;

    /// <summary>Gets how many sessions were opened, ended ones included.</summary>
    internal int Count => _opened;

    /// <summary>Finds the session of a request, or opens one.</summary>
    /// <returns>The session, or null when no more may live at once (EC98).</returns>
    internal Session? For(HttpContext http, DateTime now)
    {
        if (http.Request.Cookies.TryGetValue("JSESSIONID", out string? id) && _sessions.TryGetValue(id, out Session? known))
        {
            if (IsAlive(known, now))
            {
                known.LastUsed = now;
                return known;
            }

            _sessions.TryRemove(id, out _);
        }

        if (knobs.SessionsMost > 0 && Living(now) >= knobs.SessionsMost)
        {
            return null;
        }

        int number = Interlocked.Increment(ref _opened);
        int node = Pinned(http) ?? (number - 1) % knobs.Nodes;
        var session = new Session(Convert.ToHexString(Guid.NewGuid().ToByteArray()), node) { LastUsed = now };
        _sessions[session.Id] = session;
        http.Response.Headers.Append("Set-Cookie", $"JSESSIONID={session.Id}; Path=/; HttpOnly");
        http.Response.Headers.Append("Set-Cookie", $"{RouteCookie}={RoutePrefix}{node}; Path=/; HttpOnly");
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

    internal void Clear()
    {
        _sessions.Clear();
        _opened = 0;
    }

    private bool IsAlive(Session session, DateTime now) => Volatile.Read(ref session.Waiting) > 0 || session.LastUsed.AddMinutes(knobs.SessionMinutes) > now;

    private int Living(DateTime now)
    {
        foreach (Session ended in _sessions.Values.Where(session => !IsAlive(session, now)))
        {
            _sessions.TryRemove(ended.Id, out _);
        }

        return _sessions.Count;
    }

    // The cookie of the load balancer outlives the session.
    private int? Pinned(HttpContext http) =>
        http.Request.Cookies.TryGetValue(RouteCookie, out string? route) && route.StartsWith(RoutePrefix, StringComparison.Ordinal) && int.TryParse(route.AsSpan(RoutePrefix.Length), out int node) && node >= 0 && node < knobs.Nodes ? node : null;
}

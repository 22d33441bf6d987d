using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Decides after each failure whether the request is sent again, and when (contract servicenow-rest §6.8).</summary>
internal sealed class RetryPolicy(string instance, LanePool lanes, RateGate gate, DirectElementOptions options)
{
    /// <summary>Returns when the request is to be sent again, after the wait; throws otherwise.</summary>
    internal async Task DecideAsync(ApiRequest request, ElementException failure, Sent sent, List<string> earlier, CallContext call)
    {
        int attempt = sent.Attempt;
        TimeSpan wait;
        switch (failure.Reason)
        {
            case "RateLimited" or "LaneOverloaded" when request.IsOnce:
                throw Last(failure, earlier);
            case "RateLimited":
                lanes.Halve(sent.Jam, overloaded: failure.RetryAfter == null);
                wait = failure.RetryAfter ?? Backoff.For(attempt, 1);
                if (wait > (call.MaxWait ?? options.LongestWait) || attempt >= 10)
                {
                    throw Last(failure, earlier);
                }

                gate.PauseUntil(options.Clock.UtcNow + wait);
                if (wait > TimeSpan.FromSeconds(10))
                {
                    call.Diagnostics.Warning($"{instance} asks for a pause of {(int)wait.TotalSeconds} seconds; the call goes on at {(options.Clock.UtcNow + wait).ToLocalTime():HH:mm:ss}.");
                }

                break;
            case "LaneOverloaded" when attempt < 8:
                lanes.Halve(sent.Jam);
                wait = TimeSpan.FromSeconds(1) + Backoff.For(attempt);
                break;
            case "HostNotReachable" when !sent.Executed && attempt < 3:
                wait = Backoff.For(attempt);
                break;
            case "QuotaExceeded" or "ResponseDamaged" when request.CallerShrinks:
                throw Last(failure, earlier);
            case "InstanceUnavailable" when failure.StatusCode == 200:
                throw Last(failure, earlier);
            case "InstanceUnavailable" or "HostNotReachable" or "RequestTimeout" or "QuotaExceeded" or "InstanceFailure" or "ResponseDamaged":
                if (request.IsWrite)
                {
                    throw new UnknownOutcomeException(Last(failure, earlier));
                }

                int most = failure.Reason switch { "InstanceUnavailable" => 8, "RequestTimeout" => 2, _ => 4 };
                if (attempt >= most)
                {
                    throw Last(failure, earlier);
                }

                if (failure.StatusCode == 503)
                {
                    lanes.Halve(sent.Jam);
                }

                wait = failure.RetryAfter is { } asked && asked <= (call.MaxWait ?? options.LongestWait) ? asked : Backoff.For(attempt, failure.Reason == "InstanceUnavailable" ? 1 : 0.5);
                break;
            default:
                throw Last(failure, earlier);
        }

        earlier.Add($"attempt {attempt}: {failure.Message}");
        call.Diagnostics.Verbose($"Attempt {attempt} for {request.Place} failed ({failure.Reason}); next in {wait.TotalSeconds:0.0} s.");
        await options.Clock.DelayAsync(wait, call.Token).ConfigureAwait(false);
    }

    private static ElementException Last(ElementException failure, List<string> earlier)
    {
        if (earlier.Count > 0)
        {
            failure.Data["Earlier"] = string.Join("\n", earlier);
        }

        return failure;
    }
}

using System.Runtime.ExceptionServices;
using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>
/// What became of an answer that was handed to the caller. A full disk of the caller must not look like a broken connection, or the
/// request would be sent again in vain.
/// </summary>
/// <typeparam name="T">What the caller made of it.</typeparam>
internal sealed class Handover<T>
{
    private readonly T? _value;
    private readonly ExceptionDispatchInfo? _failure;

    internal bool IsFailed => _failure != null;

    private Handover(T? value, Exception? failure)
    {
        _value = value;
        _failure = failure == null ? null : ExceptionDispatchInfo.Capture(failure);
    }

    /// <summary>Hands the answer over. Failures of the stream, and errors the caller reports about the answer, are thrown; its own failures are kept.</summary>
    internal static async Task<Handover<T>> RunAsync(Func<Task<T>> consume, Func<Exception?> broken)
    {
        try
        {
            return new Handover<T>(await consume().ConfigureAwait(false), null);
        }
        catch (Exception failure) when (failure is not ElementException)
        {
            return broken() is { } cause ? throw Again(cause) : new Handover<T>(default, failure);
        }
    }

    /// <summary>Returns what the caller made of the answer, or throws its failure.</summary>
    internal T Take()
    {
        _failure?.Throw();
        return _value!;
    }

    private static Exception Again(Exception cause)
    {
        ExceptionDispatchInfo.Capture(cause).Throw();
        return cause;
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ServiceNowElement.Service.Tests;

/// <summary>Keeps every line of the log, with its scopes.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Lines.Enqueue(state is IEnumerable<KeyValuePair<string, object>> pairs ? string.Join(' ', pairs) : state.ToString() ?? string.Empty);
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

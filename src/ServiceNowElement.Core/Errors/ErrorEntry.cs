using System.Globalization;

namespace ServiceNowElement.Errors;

/// <summary>One row of the error catalogue.</summary>
public sealed class ErrorEntry
{
    internal ErrorEntry(string id, ElementErrorCategory category, int serviceStatus, string message, string advice, bool endsCall = false)
    {
        Id = id;
        Category = category;
        ServiceStatus = serviceStatus;
        MessageForm = message;
        Advice = advice;
        EndsCall = endsCall;
    }

    /// <summary>Gets the stable id; renaming one is a breaking change.</summary>
    public string Id { get; }

    /// <summary>Gets the category.</summary>
    public ElementErrorCategory Category { get; }

    /// <summary>Gets the HTTP status with which the self-hosted service reports it (contract cloud-elements-api §3).</summary>
    public int ServiceStatus { get; }

    /// <summary>Gets the form of the message, with numbered places.</summary>
    public string MessageForm { get; }

    /// <summary>Gets one sentence on what to do.</summary>
    public string Advice { get; }

    /// <summary>Gets a value indicating whether no further record of the same call can succeed.</summary>
    public bool EndsCall { get; }

    /// <summary>Makes the exception.</summary>
    /// <param name="facts">What stands in the places of the message form.</param>
    /// <returns>The exception, to be thrown.</returns>
    public ElementException With(params object?[] facts) => new(this, Text(facts));

    internal string Text(params object?[] facts) => string.Format(CultureInfo.InvariantCulture, MessageForm, facts);

    /// <inheritdoc/>
    public override string ToString() => Id;
}

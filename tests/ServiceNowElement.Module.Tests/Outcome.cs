using System.Collections.ObjectModel;
using System.Management.Automation;

namespace ServiceNowElement.Module.Tests;

/// <summary>What a script wrote to its streams.</summary>
internal sealed record Outcome(Collection<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose)
{
    /// <summary>The id of the only error, without the command.</summary>
    internal string ErrorId => Assert.Single(Errors).FullyQualifiedErrorId.Split(',')[0];
}

using System.Management.Automation;
using ServiceNowElement.Completion;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;
using ServiceNowElement.Transformations;

namespace ServiceNowElement.Binding;

/// <summary>The base of cmdlets over object definitions and transformations, which are kept at levels (contract cloud-elements-api §13).</summary>
public abstract class ResourceCmdlet : SessionCmdlet
{
    /// <summary>Gets or sets where it applies: to one instance, an account, or the organization. Organization when omitted; Instance with -Instance.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public ResourceLevel? Level { get; set; }

    /// <summary>Gets or sets the instance that New-CEInstance keeps, for the level Instance; the session's own when omitted.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(InstanceNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Instance { get; set; }

    /// <summary>Gets what the levels of this session are asked with.</summary>
    private protected string? InstanceOf(CESession session) => Instance ?? session.InstanceId;

    /// <summary>Finds the one level meant, or ends the call.</summary>
    private protected (ResourceLevel Level, string? Instance) Place(CESession session)
    {
        ResourceLevel level = Level ?? (Instance != null ? ResourceLevel.Instance : ResourceLevel.Organization);
        if (level == ResourceLevel.Instance && InstanceOf(session) == null)
        {
            Fail(ErrorCatalog.InstanceNotGiven.With());
        }

        return (level, level == ResourceLevel.Instance ? InstanceOf(session) : null);
    }

    /// <summary>Says where, for the questions of -WhatIf and -Confirm.</summary>
    private protected static string Describe(string name, ResourceLevel level, string? instance, CESession session) =>
        level == ResourceLevel.Instance ? $"{name} of the instance {instance} on {session.Name}" : $"{name} at the level {level} on {session.Name}";

    /// <summary>Lists what has one of the names, at the level meant or at all that apply to the session.</summary>
    private protected void List<T>(string[]? names, string kind, Func<T, string> nameOf, Func<ResourceLevel, string?, CallContext, Task<IReadOnlyList<T>>> list)
        where T : class
    {
        CESession session = ResolveAnySession();
        string[] wanted = names ?? ["*"];
        string? instance = InstanceOf(session);
        List<ResourceLevel> levels = [];
        if (Level != null)
        {
            levels.Add(Place(session).Level);
        }
        else
        {
            levels.AddRange(new[] { ResourceLevel.Instance, ResourceLevel.Account, ResourceLevel.Organization }.Where(level => level != ResourceLevel.Instance || instance != null));
        }

        RunAsync(null, async (pipeline, call) =>
        {
            var found = new List<T>();
            foreach (ResourceLevel level in levels)
            {
                found.AddRange(await list(level, level == ResourceLevel.Instance ? instance : null, call).ConfigureAwait(false));
            }

            foreach (string name in wanted)
            {
                var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
                List<object> matching = [.. found.Where(item => pattern.IsMatch(nameOf(item)))];
                await pipeline.WriteAsync(matching, call.Token).ConfigureAwait(false);
                if (matching.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                {
                    pipeline.Error(ErrorMapper.From(ErrorCatalog.ResourceNotFound.With(kind, name, string.Join(", ", levels)), name));
                }
            }
        });
    }

    /// <summary>Changes something, after its question was answered; what concerns this one only is reported and the call goes on.</summary>
    private protected void Change(CESession session, string name, Func<Pipeline.IPipelineWriter, CallContext, Task> change) => RunAsync(name, async (pipeline, call) =>
    {
        try
        {
            await change(pipeline, call).ConfigureAwait(false);
            await session.ReloadAsync(call).ConfigureAwait(false);
        }
        catch (ElementException failure) when (!failure.EndsCall)
        {
            pipeline.Error(ErrorMapper.From(failure, name));
        }
    });
}

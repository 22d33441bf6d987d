using System.Management.Automation;
using ServiceNowElement.Errors;

namespace ServiceNowElement.Sessions;

/// <summary>Lets -Session take a session or its name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        switch (value)
        {
            case CESession session:
                return session;
            case string name:
                return SessionStore.Current.Find(name) ?? throw new ArgumentTransformationMetadataException(
                    ErrorCatalog.SessionNotFound.Text($"There is no session named '{name}' in this runspace."));
            default:
                bool travelled = inputData is PSObject shell && shell.TypeNames.Any(type => type == "Deserialized." + typeof(CESession).FullName);
                throw new ArgumentTransformationMetadataException(travelled ? ErrorCatalog.SessionNotUsable.Text() + " " + ErrorCatalog.SessionNotUsable.Advice : $"A {value?.GetType().Name ?? "null"} is no session.");
        }
    }
}

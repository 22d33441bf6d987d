using System.Diagnostics;
using ServiceNowElement.Pipeline;

namespace ServiceNowElement.Sessions;

/// <summary>Brings the address to sign in at before the user's eyes.</summary>
internal static class SignInPage
{
    /// <summary>Returns what opens the system's browser, or only tells the address.</summary>
    internal static Action<Uri> Shower(IPipelineWriter pipeline, string name, bool onlyTell) => place =>
    {
        if (onlyTell)
        {
            pipeline.Warning("Open this address in a browser on this machine to sign in: " + place.AbsoluteUri);
            return;
        }

        pipeline.Verbose("Opening the browser to sign in to " + name);
        Process.Start(new ProcessStartInfo(place.AbsoluteUri) { UseShellExecute = true })?.Dispose();
    };
}

using System.Management.Automation;
using ServiceNowElement.Errors;
using ServiceNowElement.Sessions;

namespace ServiceNowElement.Commands;

/// <summary>Answers whether the instance accepts the session right now.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CESession")]
[OutputType(typeof(bool))]
public sealed class TestCESessionCommand : SessionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        CESession? session = Session ?? SessionStore.Current.Default;
        if (session is not { State: "Open" })
        {
            WriteVerbose("There is no open session.");
            WriteObject(false);
            return;
        }

        RunAsync(session.Name, async (pipeline, call) =>
        {
            bool good = false;
            try
            {
                await session.PingAsync(call).ConfigureAwait(false);
                good = true;
            }
            catch (ElementException failure)
            {
                // The answer to a test is no, with the reason for those who ask.
                pipeline.Verbose($"{failure.Reason}: {failure.Message}");
            }

            await pipeline.WriteAsync([good], call.Token).ConfigureAwait(false);
        });
    }
}

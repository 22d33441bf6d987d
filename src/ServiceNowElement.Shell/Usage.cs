namespace ServiceNowElement.Shell;

/// <summary>The help text of the shell.</summary>
internal static class Usage
{
    internal const string Text = """
        A minimal PowerShell host with the ServiceNowElement module imported. It is no replacement for pwsh: it exists so that
        a machine with only the .NET SDK can run the product. Only the engine's own cmdlets are available besides the module's.

        Usage: ServiceNowElement.Shell [options] [script.ps1 [arguments...]]
               ServiceNowElement.Shell [options] -c 'commands'
               ServiceNowElement.Shell [options]                      a prompt, or commands read from redirected input

        Options, before the script:
          --simulator        start a ServiceNow simulator in this process and define $Simulator (Url, Credential, ClientCredential)
          --incidents N      incidents in the simulator (20000); needs --simulator
          --seed N           seed of the simulator's data (1); needs --simulator
          --module PATH      module manifest to import instead of artifacts/module/ServiceNowElement/ServiceNowElement.psd1
          --no-module        import no module
          -c, --command TEXT run the commands
          -h, --help         show this text
          --version          show the version

        Exit code: that of 'exit n' in the script; 1 after a terminating error; 64 for a wrong command line; 130 after Ctrl+C;
        143 after SIGTERM; 0 otherwise. With -c or redirected input it is 1 as well when the last statement failed.
        """;
}

namespace ServiceNowElement.Shell;

/// <summary>The exit codes of the shell where a script does not choose its own.</summary>
internal static class ExitCode
{
    internal const int Success = 0;
    internal const int Failure = 1;

    /// <summary>EX_USAGE of sysexits.h, which pwsh uses for a wrong command line as well.</summary>
    internal const int Usage = 64;

    /// <summary>128 + SIGINT.</summary>
    internal const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    internal const int Terminated = 143;
}

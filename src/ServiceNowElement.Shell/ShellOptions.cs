namespace ServiceNowElement.Shell;

/// <summary>What the command line asks for.</summary>
internal sealed record ShellOptions
{
    internal bool Help { get; init; }

    internal bool Version { get; init; }

    internal bool Simulator { get; init; }

    internal int Incidents { get; init; } = 20_000;

    internal int Seed { get; init; } = 1;

    /// <summary>Gets the manifest to import instead of the staged one.</summary>
    internal string? ModulePath { get; init; }

    internal bool NoModule { get; init; }

    /// <summary>Gets the commands of <c>-c</c>; null when a script or the prompt is wanted.</summary>
    internal string? Commands { get; init; }

    /// <summary>Gets the script to run; null when commands or the prompt are wanted.</summary>
    internal string? Script { get; init; }

    internal IReadOnlyList<string> ScriptArguments { get; init; } = [];
}

using System.Globalization;

namespace ServiceNowElement.Shell;

/// <summary>Reads the command line. Everything after the script belongs to the script.</summary>
internal sealed class ShellArguments
{
    private readonly IReadOnlyList<string> _arguments;
    private ShellOptions _options = new();
    private string? _simulatorOption;
    private int _next;

    private ShellArguments(IReadOnlyList<string> arguments) => _arguments = arguments;

    internal static ShellOptions Parse(IReadOnlyList<string> arguments) => new ShellArguments(arguments).Read();

    private ShellOptions Read()
    {
        while (_next < _arguments.Count && _options.Script is null)
        {
            string argument = _arguments[_next++];
            if (argument.StartsWith('-'))
            {
                ReadOption(argument);
            }
            else
            {
                _options = _options with { Script = argument, ScriptArguments = [.. _arguments.Skip(_next)] };
            }
        }

        Check();
        return _options;
    }

    private void ReadOption(string option)
    {
        _options = option switch
        {
            "-h" or "--help" or "-?" => _options with { Help = true },
            "--version" => _options with { Version = true },
            "--simulator" => _options with { Simulator = true },
            "--incidents" => _options with { Incidents = Number(option, minimum: 0) },
            "--seed" => _options with { Seed = Number(option, minimum: int.MinValue) },
            "--module" => _options with { ModulePath = Value(option) },
            "--no-module" => _options with { NoModule = true },
            "-c" or "--command" when _options.Commands is null => _options with { Commands = Value(option) },
            "-c" or "--command" => throw new UsageException($"{option} may be given once; separate commands by ';'."),
            _ => throw new UsageException($"Unknown option '{option}'."),
        };
        if (option is "--incidents" or "--seed")
        {
            _simulatorOption = option;
        }
    }

    private void Check()
    {
        if (_options is { Help: true } or { Version: true })
        {
            return;
        }

        if (_options is { Commands: not null, Script: not null })
        {
            throw new UsageException($"Either -c or a script, not both: '{_options.Script}' follows the commands. Quote the commands as one argument.");
        }

        if (_options is { ModulePath: not null, NoModule: true })
        {
            throw new UsageException("Either --module or --no-module, not both.");
        }

        if (_simulatorOption is not null && !_options.Simulator)
        {
            throw new UsageException($"{_simulatorOption} needs --simulator.");
        }
    }

    private string Value(string option) => _next < _arguments.Count
        ? _arguments[_next++]
        : throw new UsageException($"{option} needs a value.");

    private int Number(string option, int minimum)
    {
        string text = Value(option);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= minimum
            ? number
            : throw new UsageException($"{option} needs a whole number{(minimum == 0 ? " of 0 or more" : string.Empty)}, not '{text}'.");
    }
}

using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ServiceNowElement.Shell.Hosting;

/// <summary>Asks for values by name, as the engine does for missing mandatory parameters.</summary>
internal sealed class FieldPrompt(Terminal terminal, ILineSource source, CredentialPrompt credentials)
{
    internal Dictionary<string, PSObject> Ask(string? caption, string? message, Collection<FieldDescription> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        foreach (string? line in new[] { caption, message })
        {
            if (!string.IsNullOrEmpty(line))
            {
                terminal.WriteLine(line);
            }
        }

        var values = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in fields)
        {
            values[field.Name] = PSObject.AsPSObject(AskField(field));
        }

        return values;
    }

    // A type that cannot be found is asked for as text; the binder converts it or says why not.
    private static Type TypeOf(FieldDescription field) =>
        Type.GetType(field.ParameterAssemblyFullName) ?? Type.GetType(field.ParameterTypeFullName) ?? typeof(string);

    private object AskField(FieldDescription field)
    {
        Type type = TypeOf(field);
        string label = string.IsNullOrEmpty(field.Label) ? field.Name : field.Label.Replace("&", string.Empty, StringComparison.Ordinal);
        if (type == typeof(SecureString))
        {
            return source.ReadSecret(label + ": ");
        }

        if (type == typeof(PSCredential))
        {
            return credentials.Ask(null, field.HelpMessage, string.Empty, string.Empty);
        }

        return type.IsArray ? AskList(field, label, type.GetElementType()!) : AskValue(field, label + ": ", type)!;
    }

    private object AskList(FieldDescription field, string label, Type element)
    {
        var items = new List<object>();
        while (AskValue(field, $"{label}[{items.Count}]: ", element, endsOnBlank: true) is { } item)
        {
            items.Add(item);
        }

        return LanguagePrimitives.ConvertTo(items.ToArray(), element.MakeArrayType(), System.Globalization.CultureInfo.CurrentCulture);
    }

    private object? AskValue(FieldDescription field, string prompt, Type type, bool endsOnBlank = false)
    {
        while (true)
        {
            string text = source.ReadLine(prompt);
            if (text.Length == 0 && endsOnBlank)
            {
                return null;
            }

            if (text == "!?" && !string.IsNullOrEmpty(field.HelpMessage))
            {
                terminal.WriteLine(field.HelpMessage);
                continue;
            }

            if (LanguagePrimitives.TryConvertTo(text, type, out object? value) && value is not null)
            {
                return value;
            }

            if (!source.IsInteractive)
            {
                throw new HostException($"'{text}' cannot be converted to {type.Name} for {field.Name}.", null, "InvalidInput", ErrorCategory.InvalidData);
            }

            terminal.WriteLine($"'{text}' cannot be converted to {type.Name}.");
        }
    }
}

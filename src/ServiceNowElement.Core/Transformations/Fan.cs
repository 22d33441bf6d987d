namespace ServiceNowElement.Transformations;

/// <summary>What a path with <c>[*]</c> found: one value per element, so that a target with <c>[*]</c> takes them element by element.</summary>
internal sealed class Fan : List<object?>
{
    /// <summary>Gets what stands for an element that has no such value.</summary>
    internal static object Missing { get; } = new();

    /// <summary>Makes a plain list of what was found; any other value is returned as it is.</summary>
    internal static object? Plain(object? value) => value is Fan fan ? fan.Where(item => !ReferenceEquals(item, Missing)).Select(Plain).ToList() : value;
}

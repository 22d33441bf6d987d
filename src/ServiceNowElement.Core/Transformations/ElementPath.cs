namespace ServiceNowElement.Transformations;

/// <summary>A path of the path language (contract cloud-elements-api §13.5), parsed once. Nothing here throws for any tree.</summary>
internal sealed class ElementPath
{
    // A path from outside must not be able to ask for a list of a billion places.
    private const int LargestIndex = 1000;
    private readonly IReadOnlyList<PathStep> _steps;

    private ElementPath(string text, IReadOnlyList<PathStep> steps)
    {
        Text = text;
        _steps = steps;
        IsPlain = steps.All(step => step.Kind == PathStepKind.Member);
        CanSet = steps.All(step => step.Kind != PathStepKind.Size && step.Index <= LargestIndex);
    }

    /// <summary>Gets the path as it was written.</summary>
    internal string Text { get; }

    /// <summary>Gets the outermost member.</summary>
    internal string Head => _steps[0].Name;

    /// <summary>Gets a value indicating whether the path is one member.</summary>
    internal bool IsSimple => _steps.Count == 1;

    /// <summary>Gets a value indicating whether the path has only members: a column, or a dot-walk.</summary>
    internal bool IsPlain { get; }

    /// <summary>Gets a value indicating whether something can be put there; a count cannot.</summary>
    internal bool CanSet { get; }

    internal static ElementPath? Parse(string text)
    {
        string trimmed = text.Trim();
        return PathReader.Read(trimmed) is { } steps ? new ElementPath(trimmed, steps) : null;
    }

    /// <summary>Finds the value; false when it is absent, which is not the same as null.</summary>
    internal bool TryGet(IDictionary<string, object?> tree, out object? value)
    {
        // The Table API answers a dot-walk as one member named with the dots.
        return (IsPlain && tree.TryGetValue(Text, out value)) || Walk(tree, 0, out value);
    }

    /// <summary>Puts a value, making what is missing on the way. Containers that are there must be the caller's own.</summary>
    internal void Set(IDictionary<string, object?> tree, object? value)
    {
        if (CanSet)
        {
            Put(tree, 0, value);
        }
    }

    /// <summary>
    /// Takes the member away; containers that become empty by it go too. Elements of a list are copied by a mapping, not moved, because
    /// the others would change their places.
    /// </summary>
    internal void Remove(IDictionary<string, object?> tree)
    {
        if (!IsPlain || !tree.Remove(Text))
        {
            Take(tree, 0);
        }
    }

    private static bool IsMatch(object? element, PathStep step) =>
        element is IDictionary<string, object?> members && members.TryGetValue(step.Name, out object? value) && ValueConverter.ToText(value) == step.Value;

    private static IList<object?> Grown(object? node, int count)
    {
        IList<object?> list = node as IList<object?> ?? new List<object?>();
        while (list.Count < count)
        {
            list.Add(null);
        }

        return list;
    }

    private bool Walk(object? node, int at, out object? value)
    {
        value = node;
        if (at == _steps.Count)
        {
            return true;
        }

        PathStep step = _steps[at];
        if (step.Kind == PathStepKind.Member)
        {
            return node is IDictionary<string, object?> members && members.TryGetValue(step.Name, out value) && Walk(value, at + 1, out value);
        }

        if (node is not IList<object?> list)
        {
            return false;
        }

        switch (step.Kind)
        {
            case PathStepKind.Index:
                return step.Index < list.Count && Walk(list[step.Index], at + 1, out value);
            case PathStepKind.Match:
                object? chosen = list.FirstOrDefault(element => IsMatch(element, step));
                return chosen != null && Walk(chosen, at + 1, out value);
            case PathStepKind.Size:
                value = (long)list.Count;
                return true;
            default:
                var fan = new Fan();
                fan.AddRange(list.Select(element => Walk(element, at + 1, out object? found) ? found : Fan.Missing));
                value = fan;
                return at == _steps.Count - 1 || fan.Exists(found => !ReferenceEquals(found, Fan.Missing));
        }
    }

    private object? Put(object? node, int at, object? value)
    {
        if (at == _steps.Count)
        {
            return Fan.Plain(value);
        }

        PathStep step = _steps[at];
        switch (step.Kind)
        {
            case PathStepKind.Member:
                IDictionary<string, object?> members = node as IDictionary<string, object?> ?? new Dictionary<string, object?>(StringComparer.Ordinal);
                members.TryGetValue(step.Name, out object? child);
                members[step.Name] = Put(child, at + 1, value);
                return members;
            case PathStepKind.Index:
                IList<object?> places = Grown(node, step.Index + 1);
                places[step.Index] = Put(places[step.Index], at + 1, value);
                return places;
            case PathStepKind.Match:
                return PutMatch(Grown(node, 0), step, at, value);
            case PathStepKind.All:
                return PutAll(node, at, value);
            default:
                return node;
        }
    }

    private IList<object?> PutMatch(IList<object?> list, PathStep step, int at, object? value)
    {
        object? chosen = list.FirstOrDefault(element => IsMatch(element, step));
        if (chosen == null)
        {
            chosen = new Dictionary<string, object?>(StringComparer.Ordinal) { [step.Name] = step.Value };
            list.Add(chosen);
        }

        int place = list.IndexOf(chosen);
        list[place] = Put(chosen, at + 1, value);
        return list;
    }

    private IList<object?> PutAll(object? node, int at, object? value)
    {
        if (value is IList<object?> values)
        {
            IList<object?> list = Grown(node, values.Count);
            for (int i = 0; i < values.Count; i++)
            {
                if (!ReferenceEquals(values[i], Fan.Missing))
                {
                    list[i] = Put(list[i], at + 1, values[i]);
                }
                else
                {
                    // The element keeps its place.
                    list[i] ??= new Dictionary<string, object?>(StringComparer.Ordinal);
                }
            }

            return list;
        }

        IList<object?> all = Grown(node, 1);
        for (int i = 0; i < all.Count; i++)
        {
            all[i] = Put(all[i], at + 1, value);
        }

        return all;
    }

    /// <returns>True when the node has become empty by it.</returns>
    private bool Take(object? node, int at)
    {
        PathStep step = _steps[at];
        bool last = at == _steps.Count - 1;
        switch (step.Kind)
        {
            case PathStepKind.Member when node is IDictionary<string, object?> members && members.TryGetValue(step.Name, out object? child):
                return (last || Take(child, at + 1)) && members.Remove(step.Name) && members.Count == 0;
            case PathStepKind.All when node is IList<object?> list:
                return last || (list.Count > 0 && list.Select(element => Take(element, at + 1)).ToList().TrueForAll(empty => empty));
            case PathStepKind.Index when !last && node is IList<object?> list && step.Index < list.Count:
                Take(list[step.Index], at + 1);
                return false;
            case PathStepKind.Match when !last && node is IList<object?> list:
                Take(list.FirstOrDefault(element => IsMatch(element, step)), at + 1);
                return false;
            default:
                return false;
        }
    }
}

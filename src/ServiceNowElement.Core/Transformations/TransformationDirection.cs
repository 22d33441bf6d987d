namespace ServiceNowElement.Transformations;

/// <summary>One direction of a transformation, compiled: what is taken from where, what passes.</summary>
internal sealed class TransformationDirection
{
    private const int DeepestCopy = 64;
    private readonly List<(ElementPath Source, ElementPath Target, Func<object?, object?> Convert)> _moves = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<ElementPath> _takenInside = [];
    private readonly HashSet<string> _copied = new(StringComparer.Ordinal);
    private readonly bool _passes;

    internal TransformationDirection(IReadOnlyList<FieldMap> fields, bool passes, bool fromVendor)
    {
        _passes = passes;
        foreach (FieldMap field in fields)
        {
            ElementPath source = fromVendor ? field.Vendor : field.Own;
            ElementPath target = fromVendor ? field.Own : field.Vendor;
            if (fromVendor ? field.FromVendor : field.ToVendor)
            {
                _moves.Add((source, target, fromVendor ? field.ReadValue : field.WriteValue));
            }

            // A mapped member disappears even where it is not carried (D4).
            if (source.IsSimple)
            {
                _taken.Add(source.Head);
            }
            else
            {
                _takenInside.Add(source);
                _copied.Add(source.Head);
            }

            if (!target.IsSimple)
            {
                _copied.Add(target.Head);
            }
        }
    }

    internal Dictionary<string, object?> Run(IDictionary<string, object?> record)
    {
        var result = new Dictionary<string, object?>(record.Count + _moves.Count, StringComparer.Ordinal);
        foreach ((ElementPath source, ElementPath target, Func<object?, object?> convert) in _moves)
        {
            if (target.IsSimple && source.TryGet(record, out object? value))
            {
                value = Fan.Plain(convert(value));
                result[target.Head] = _copied.Contains(target.Head) ? Copy(value, 0) : value;
            }
        }

        if (_passes)
        {
            Pass(record, result);
        }

        foreach ((ElementPath source, ElementPath target, Func<object?, object?> convert) in _moves)
        {
            if (!target.IsSimple && source.TryGet(record, out object? value))
            {
                target.Set(result, Copy(convert(value), 0));
            }
        }

        return result;
    }

    private static object? Copy(object? value, int depth)
    {
        if (depth >= DeepestCopy)
        {
            return value;
        }

        switch (value)
        {
            case IDictionary<string, object?> members:
                var copy = new Dictionary<string, object?>(members.Count, StringComparer.Ordinal);
                foreach (KeyValuePair<string, object?> member in members)
                {
                    copy[member.Key] = Copy(member.Value, depth + 1);
                }

                return copy;
            case Fan fan:
                var same = new Fan();
                same.AddRange(fan.Select(item => Copy(item, depth + 1)));
                return same;
            case IList<object?> list:
                return list.Select(item => Copy(item, depth + 1)).ToList();
            default:
                return value;
        }
    }

    private void Pass(IDictionary<string, object?> record, Dictionary<string, object?> result)
    {
        var passed = new Dictionary<string, object?>(record.Count, StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> member in record)
        {
            if (!_taken.Contains(member.Key))
            {
                passed[member.Key] = _copied.Contains(member.Key) ? Copy(member.Value, 0) : member.Value;
            }
        }

        foreach (ElementPath path in _takenInside)
        {
            path.Remove(passed);
        }

        foreach (KeyValuePair<string, object?> member in passed)
        {
            if (!result.ContainsKey(member.Key))
            {
                result.Add(member.Key, member.Value);
            }
        }
    }
}

namespace ServiceNowElement.Transformations;

/// <summary>What a step of a path does.</summary>
internal enum PathStepKind
{
    /// <summary>Goes to a member: <c>a</c>.</summary>
    Member,

    /// <summary>Goes to one element of a list: <c>[0]</c>.</summary>
    Index,

    /// <summary>Goes to every element of a list: <c>[*]</c>.</summary>
    All,

    /// <summary>Goes to the first element with a value: <c>[id=4]</c>, <c>[?(@.id==4)]</c>.</summary>
    Match,

    /// <summary>Counts the elements of a list: <c>size()</c>.</summary>
    Size,
}

namespace ServiceNowElement.Query;

/// <summary>
/// A condition over the columns of one object, independent of its spelling: the script-block reader and the CEQL reader make it,
/// the CEQL writer and the encoded-query writer spell it. Either a <see cref="FilterTerm"/>, <see cref="FilterGroup"/> or <see cref="FilterNot"/>.
/// </summary>
public abstract class FilterNode
{
    private protected FilterNode()
    {
    }
}

namespace ServiceNowElement.Service.Catalogue;

/// <summary>One configuration key of an element (contract cloud-elements-api §4.3).</summary>
/// <param name="Id">The number.</param>
/// <param name="Key">The key.</param>
/// <param name="Name">What a form calls it.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Type">TEXTFIELD_32, PASSWORD, BOOLEAN…</param>
/// <param name="Default">What an instance shows when nothing was supplied.</param>
internal sealed record ConfigurationItem(long Id, string Key, string Name, string Description, string Type, string? Default)
{
    internal bool Required { get; init; }

    internal bool Internal { get; init; }

    /// <summary>Gets the element's own default where it is not the instance's.</summary>
    internal string? ElementDefault { get; init; }

    internal bool IsSecret => Type == "PASSWORD";
}

namespace ServiceNowElement.Service.Storage;

/// <summary>A person or program that calls.</summary>
internal sealed class UserEntity
{
    public long Id { get; set; }

    public long OrganizationId { get; set; }

    public long AccountId { get; set; }

    /// <summary>Gets or sets the e-mail address in lower case; it is the user name.</summary>
    public string Email { get; set; } = string.Empty;

    public string FirstName { get; set; } = string.Empty;

    public string LastName { get; set; } = string.Empty;

    public string PasswordHash { get; set; } = string.Empty;

    public string SecretHash { get; set; } = string.Empty;

    public string SecretProtected { get; set; } = string.Empty;

    public bool Active { get; set; } = true;

    public DateTime CreatedAt { get; set; }

    public DateTime? LastLoginAt { get; set; }
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ServiceNowElement.Service.Security;

/// <summary>Encrypts what must be readable again: tokens that answers show, and the credentials of providers.</summary>
internal sealed class SecretBox(IDataProtectionProvider provider)
{
    private readonly IDataProtector _protector = provider.CreateProtector("ServiceNowElement.Service.Secrets.v1");

    internal string Seal(string text) => _protector.Protect(text);

    internal string Open(string sealedText)
    {
        try
        {
            return _protector.Unprotect(sealedText);
        }
        catch (CryptographicException failure)
        {
            throw new InvalidOperationException("A stored secret cannot be decrypted. The folder 'keys' of the data folder does not belong to this database.", failure);
        }
    }
}

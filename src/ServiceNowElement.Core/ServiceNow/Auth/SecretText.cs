using System.Runtime.InteropServices;
using System.Security;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>The one place where a SecureString becomes text, for one request (style §10.3).</summary>
internal static class SecretText
{
    internal static string Of(SecureString secret)
    {
        IntPtr memory = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            return Marshal.PtrToStringUni(memory) ?? string.Empty;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(memory);
        }
    }
}

using ServiceNowElement.Errors;
using ServiceNowElement.Service.Catalogue;
using ServiceNowElement.Service.Http;
using ServiceNowElement.Service.Operations;

namespace ServiceNowElement.Service.Instances;

/// <summary>Proves credentials with one call to the provider before they are stored (contract cloud-elements-api §5.1, D8).</summary>
internal sealed class InstanceProver(ILogger<InstanceProver> logger)
{
    private readonly LogDiagnostics _diagnostics = new(logger);

    /// <summary>Opens a connection with these values and asks the provider whether it accepts them.</summary>
    /// <param name="element">The element.</param>
    /// <param name="values">All values of the instance in clear; a refresh token that the provider gives out is put in.</param>
    /// <param name="code">The authorization code of a new sign-in, or null.</param>
    /// <param name="use">Uses the open connection, or null.</param>
    /// <param name="token">Stop.</param>
    internal async Task ProveAsync(ElementDefinition element, Dictionary<string, string?> values, string? code, Func<IElement, CallContext, Task>? use, CancellationToken token)
    {
        Require(element, values, code);
        var call = new CallContext(_diagnostics, token) { MaxWait = TimeSpan.Zero };
        try
        {
            string? renewed = null;
            using (IElement open = ElementSource.Open(element, values, code, refresh => renewed = refresh))
            {
                await open.PingAsync(call);
                if (use != null)
                {
                    await use(open, call);
                }
            }

            if (renewed != null)
            {
                values[ConfigurationKeys.RefreshToken] = renewed;
            }
        }
        catch (ElementException failure)
        {
            ApiException api = ProviderErrors.ToApi(failure);
            int status = api.Status == StatusCodes.Status401Unauthorized ? api.Status : StatusCodes.Status400BadRequest;
            throw new ApiException(status, status == 401 ? "The provider refused the credentials of the instance." : "The instance cannot be reached with this configuration.", api.ProviderMessage ?? api.Message);
        }

        if (element.IsOAuth && string.IsNullOrEmpty(values.GetValueOrDefault(ConfigurationKeys.RefreshToken)))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The provider gave out no refresh token, so the sign-in would end with its first token.");
        }
    }

    private static void Require(ElementDefinition element, Dictionary<string, string?> values, string? code)
    {
        string[] missing = [.. element.Configuration.Where(item => item.Required && string.IsNullOrEmpty(values.GetValueOrDefault(item.Key))).Select(item => item.Key)];
        if (missing.Length > 0)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The configuration lacks " + string.Join(", ", missing) + ".");
        }

        if (element.IsOAuth && code == null && string.IsNullOrEmpty(values.GetValueOrDefault(ConfigurationKeys.RefreshToken)))
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "The instance needs providerData.code, or externalAuthentication 'initial' with oauth.user.refresh_token.");
        }
    }
}

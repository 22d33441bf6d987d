using System.Net;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>
/// One HTTP session with the instance: own handler, own cookies, one request at a time. The instance runs the requests of a
/// session strictly one after the other, so parallel work needs several sessions (contract servicenow-rest §1.4).
/// </summary>
internal sealed class Lane : IDisposable
{
    private readonly Lazy<HttpClient> _plain;

    internal Lane(int number, LaneSettings settings)
    {
        Number = number;
        var cookies = new CookieContainer();
        Client = Open(settings, cookies, DecompressionMethods.GZip | DecompressionMethods.Deflate);
        _plain = new Lazy<HttpClient>(() => Open(settings, cookies, DecompressionMethods.None));
    }

    internal int Number { get; }

    internal HttpClient Client { get; }

    /// <summary>Gets the same session without compression, for an instance whose compression is broken.</summary>
    internal HttpClient PlainClient => _plain.Value;

    public void Dispose()
    {
        Client.Dispose();
        if (_plain.IsValueCreated)
        {
            _plain.Value.Dispose();
        }
    }

    private static HttpClient Open(LaneSettings settings, CookieContainer cookies, DecompressionMethods compression)
    {
        var handler = new HttpClientHandler
        {
            // A redirect could carry the credentials to another host.
            AllowAutoRedirect = false,
            AutomaticDecompression = compression,
            CookieContainer = cookies,
            MaxConnectionsPerServer = 2,
        };
        if (settings.Certificate != null)
        {
            handler.ClientCertificates.Add(settings.Certificate);
        }

        if (settings.Proxy != null)
        {
            handler.Proxy = new WebProxy(settings.Proxy) { UseDefaultCredentials = settings.ProxyUseDefaultCredentials };
        }
        else if (settings.ProxyUseDefaultCredentials)
        {
            handler.DefaultProxyCredentials = CredentialCache.DefaultCredentials;
        }

        return new HttpClient(handler) { BaseAddress = settings.Address, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }
}

using System.Net;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>
/// One HTTP session with the instance: own handler, own cookies, one request at a time. The instance runs the requests of a
/// session strictly one after the other, so parallel work needs several sessions (contract servicenow-rest §1.4).
/// </summary>
internal sealed class Lane : IDisposable
{
    internal Lane(int number, Uri address)
    {
        Number = number;
        var handler = new HttpClientHandler
        {
            // A redirect could carry the credentials to another host.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            CookieContainer = new CookieContainer(),
            MaxConnectionsPerServer = 2,
        };
        Client = new HttpClient(handler) { BaseAddress = address, Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    internal int Number { get; }

    internal HttpClient Client { get; }

    public void Dispose() => Client.Dispose();
}

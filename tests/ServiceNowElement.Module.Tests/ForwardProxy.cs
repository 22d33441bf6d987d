using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServiceNowElement.Module.Tests;

/// <summary>A small forward proxy on this machine: plain HTTP with whole addresses, one request per connection.</summary>
internal sealed class ForwardProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly bool _refuses;
    private readonly Task _work;

    internal ForwardProxy(bool refuses = false)
    {
        _refuses = refuses;
        _listener.Start();
        _work = AcceptAsync();
    }

    internal Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    internal ConcurrentQueue<string> Seen { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            NetworkStream stream = client.GetStream();
            string head = await HeadAsync(stream);
            if (head.Length == 0)
            {
                return;
            }

            string[] line = head.Split("\r\n")[0].Split(' ');
            Seen.Enqueue(line[0] + " " + line[1]);
            if (_refuses)
            {
                await stream.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
                return;
            }

            var target = new Uri(line[1]);
            using var far = new TcpClient();
            await far.ConnectAsync(IPAddress.Loopback, target.Port);
            NetworkStream there = far.GetStream();
            string forward = head.Replace(line[1], target.PathAndQuery, StringComparison.Ordinal).Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal);
            await there.WriteAsync(Encoding.Latin1.GetBytes(forward));
            Task back = there.CopyToAsync(stream, _stop.Token);
            Task on = stream.CopyToAsync(there, _stop.Token);
            await Task.WhenAny(back, on);
            await back.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0)
            {
                return string.Empty;
            }

            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}

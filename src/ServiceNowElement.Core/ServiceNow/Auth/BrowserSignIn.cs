using System.Net;
using System.Net.Sockets;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using ServiceNowElement.Errors;
using ServiceNowElement.Json;

namespace ServiceNowElement.ServiceNow.Auth;

/// <summary>
/// Sign-in in the user's browser: authorization code with PKCE (S256) and state, the answer caught by a listener on the loopback
/// address (contract servicenow-rest §5.2). The listener takes one answer with the right state and is gone.
/// </summary>
public static class BrowserSignIn
{
    private const int LongestRequest = 16 * 1024;

    /// <summary>Waits for the browser to bring a code.</summary>
    /// <param name="address">The instance.</param>
    /// <param name="clientId">The client id; its registration names <c>http://127.0.0.1:port/</c> as redirect URL.</param>
    /// <param name="clientSecret">The client's secret; null for a public client.</param>
    /// <param name="port">The port of the redirect URL; 0 for any.</param>
    /// <param name="show">Shows the address to open; called once.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>The credential, or the error <c>SignInRefused</c>.</returns>
    public static async Task<ElementCredential> RunAsync(InstanceAddress address, string clientId, SecureString? clientSecret, int port, Action<Uri> show, CancellationToken token)
    {
        _ = address ?? throw new ArgumentNullException(nameof(address));
        _ = show ?? throw new ArgumentNullException(nameof(show));
        string verifier = Random(48);
        string state = Random(24);
        string challenge;
        using (var hash = SHA256.Create())
        {
            challenge = Base64Url.Of(hash.ComputeHash(ElementJson.Utf8.GetBytes(verifier)));
        }

        (string code, string redirect) = await CodeAsync(
            address.Name,
            port,
            at => Task.FromResult(new Uri(address.Uri, $"oauth_auth.do?response_type=code&client_id={Uri.EscapeDataString(clientId)}&redirect_uri={Uri.EscapeDataString(at)}&state={state}&code_challenge={challenge}&code_challenge_method=S256")),
            show,
            token).ConfigureAwait(false);
        return new OAuthCodeCredential(clientId, clientSecret, code, verifier, redirect);
    }

    /// <summary>Waits for the browser to bring a code that a service exchanges (contract cloud-elements-api §6): the address to open is the service's, and there is no proof key, which it could not pass on.</summary>
    /// <param name="name">Who signs in, for messages.</param>
    /// <param name="clientId">The client id; its registration names <c>http://127.0.0.1:port/</c> as redirect URL.</param>
    /// <param name="clientSecret">The client's secret.</param>
    /// <param name="port">The port of the redirect URL; 0 for any.</param>
    /// <param name="ask">Asks for the address to open, given the redirect URL and the state.</param>
    /// <param name="show">Shows the address to open; called once.</param>
    /// <param name="token">Ends the wait.</param>
    /// <returns>The credential, or the error <c>SignInRefused</c>.</returns>
    public static async Task<ElementCredential> RunAsync(string name, string clientId, SecureString? clientSecret, int port, Func<string, string, Task<Uri>> ask, Action<Uri> show, CancellationToken token)
    {
        _ = ask ?? throw new ArgumentNullException(nameof(ask));
        _ = show ?? throw new ArgumentNullException(nameof(show));
        string state = Random(24);
        (string code, string redirect) = await CodeAsync(name, port, at => ask(at, state), show, token).ConfigureAwait(false);
        return new OAuthCodeCredential(clientId, clientSecret, code, string.Empty, redirect);
    }

    private static async Task<(string Code, string RedirectUri)> CodeAsync(string name, int port, Func<string, Task<Uri>> ask, Action<Uri> show, CancellationToken token)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        try
        {
            string redirect = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
            Uri place = await ask(redirect).ConfigureAwait(false);

            // A service may put a state of its own into the address it answers; the browser brings back that one.
            if (!Parse($"GET {place.PathAndQuery} HTTP/1.1").TryGetValue("state", out string? state))
            {
                throw ErrorCatalog.SignInRefused.With(name, "the address to sign in at has no state, so nobody could tell its answer from another one.");
            }

            show(place);
            using (token.Register(listener.Stop))
            {
                while (true)
                {
                    Dictionary<string, string> answer = await AnswerAsync(listener, state, token).ConfigureAwait(false);
                    if (answer.TryGetValue("code", out string? code))
                    {
                        return (code, redirect);
                    }

                    if (answer.TryGetValue("error", out string? error))
                    {
                        answer.TryGetValue("error_description", out string? words);
                        throw ErrorCatalog.SignInRefused.With(name, Diagnostics.Redactor.ServerText(words ?? error));
                    }
                }
            }
        }
        finally
        {
            listener.Stop();
        }
    }

    /// <summary>Serves one connection.</summary>
    /// <returns>What the browser brought; nothing when it was not the answer to this sign-in.</returns>
    private static async Task<Dictionary<string, string>> AnswerAsync(TcpListener listener, string state, CancellationToken token)
    {
        TcpClient client;
        try
        {
            client = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (token.IsCancellationRequested && failure is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new OperationCanceledException(failure.Message, failure, token);
        }

        using (client)
        using (NetworkStream stream = client.GetStream())
        {
            Dictionary<string, string> answer = Parse(await LineAsync(stream).ConfigureAwait(false));
            bool mine = answer.TryGetValue("state", out string? given) && given == state;
            string text = mine && answer.ContainsKey("code") ? "You are signed in. Close this window and go back to PowerShell."
                : mine ? "The sign-in was refused. Go back to PowerShell for the reason." : "This is not the answer that PowerShell waits for.";
            byte[] body = ElementJson.Utf8.GetBytes($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>ServiceNowElement</title></head><body><p>{text}</p></body></html>");
            byte[] head = Encoding.ASCII.GetBytes($"HTTP/1.1 {(mine ? "200 OK" : "400 Bad Request")}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {body.Length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n");
            try
            {
                await stream.WriteAsync(head, 0, head.Length, token).ConfigureAwait(false);
                await stream.WriteAsync(body, 0, body.Length, token).ConfigureAwait(false);
            }
            catch (IOException) when (mine)
            {
                // The browser did not wait for the page; its answer has arrived.
            }

            return mine ? answer : [];
        }
    }

    private static async Task<string> LineAsync(NetworkStream stream)
    {
        var buffer = new byte[LongestRequest];
        int length = 0;
        while (length < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer, length, buffer.Length - length).ConfigureAwait(false);
            length += read;
            string text = Encoding.ASCII.GetString(buffer, 0, length);
            int end = text.IndexOf("\r\n", StringComparison.Ordinal);
            if (read == 0 || text.Contains("\r\n\r\n"))
            {
                return end < 0 ? string.Empty : text.Substring(0, end);
            }
        }

        return string.Empty;
    }

    private static Dictionary<string, string> Parse(string line)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] parts = line.Split(' ');
        int query = parts.Length == 3 && parts[0] == "GET" ? parts[1].IndexOf('?') : -1;
        if (query >= 0)
        {
            foreach (string pair in parts[1].Substring(query + 1).Split('&'))
            {
                int equals = pair.IndexOf('=');
                if (equals > 0)
                {
                    members[pair.Substring(0, equals)] = Uri.UnescapeDataString(pair.Substring(equals + 1).Replace('+', ' '));
                }
            }
        }

        return members;
    }

    private static string Random(int bytes)
    {
        var random = new byte[bytes];
        using (var source = RandomNumberGenerator.Create())
        {
            source.GetBytes(random);
        }

        return Base64Url.Of(random);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using ServiceNowElement.Diagnostics;
using ServiceNowElement.Errors;

namespace ServiceNowElement.ServiceNow.Http;

/// <summary>Names failures that came without an answer of the instance, or with one that does not say whom it concerns.</summary>
internal static class TransportErrors
{
    /// <summary>The request, or the silence in its answer, took longer than allowed.</summary>
    internal static ElementException TooSlow(string instance, ApiRequest request, DirectElementOptions options, Exception? failure)
    {
        TimeSpan time = request.Idle?.Silent == true ? options.IdleTimeout : options.Timeout;
        return new ElementException(ErrorCatalog.RequestTimeout, ErrorCatalog.RequestTimeout.Text(instance, $"{time.TotalSeconds:0.#} seconds", request.Place), failure)
        {
            Instance = instance,
            Object = request.Table,
            Key = request.Key,
        };
    }

    /// <summary>Says who was refused, and whether a second factor is what is missing.</summary>
    internal static ElementException Named(ElementException error, string instance, string who, bool mfa) => error.Reason != "NotAuthenticated" ? error : new ElementException(
        mfa ? ErrorCatalog.MfaRequired : ErrorCatalog.NotAuthenticated, (mfa ? ErrorCatalog.MfaRequired : ErrorCatalog.NotAuthenticated).Text(instance, who))
    {
        StatusCode = 401,
        Instance = instance,
        TransactionId = error.TransactionId,
        ServerMessage = error.ServerMessage,
    };

    /// <summary>Names a failure below HTTP, and tells whether the instance may have carried out the request.</summary>
    internal static ElementException Network(string instance, ApiRequest request, Exception failure, out bool executed)
    {
        Exception root = failure;
        bool certificate = false;
        bool neverSent = false;
        for (Exception? next = failure; next != null; next = next.InnerException)
        {
            root = next;
            certificate |= next is AuthenticationException;
            neverSent |= next is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.HostUnreachable or SocketError.NetworkUnreachable }
                or WebException { Status: WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ConnectFailure };
        }

        // A tunnel that was never opened carried nothing; only the words of the handler tell (no status reaches the caller).
        bool proxy = failure is HttpRequestException && failure.Message.IndexOf("407", StringComparison.Ordinal) >= 0;
        executed = !(certificate || neverSent || proxy);
        ErrorEntry entry = certificate ? ErrorCatalog.CertificateRejected : proxy ? ErrorCatalog.ProxyRefused : ErrorCatalog.HostNotReachable;
        return new ElementException(entry, entry.Text(instance, Redactor.ServerText(root.Message)), failure)
        {
            Instance = instance,
            Object = request.Table,
            Key = request.Key,
        };
    }
}

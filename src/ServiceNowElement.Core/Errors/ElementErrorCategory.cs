namespace ServiceNowElement.Errors;

/// <summary>What kind of failure an error is; the names are PowerShell's error categories.</summary>
public enum ElementErrorCategory
{
    /// <summary>The cause is not known.</summary>
    NotSpecified,

    /// <summary>An argument is wrong.</summary>
    InvalidArgument,

    /// <summary>The answer of the server is damaged.</summary>
    InvalidData,

    /// <summary>The operation is not possible in this state.</summary>
    InvalidOperation,

    /// <summary>A requested thing does not exist.</summary>
    ObjectNotFound,

    /// <summary>The credentials were refused.</summary>
    AuthenticationError,

    /// <summary>The user may not do this.</summary>
    PermissionDenied,

    /// <summary>It took too long.</summary>
    OperationTimeout,

    /// <summary>A thing with this key exists already.</summary>
    ResourceExists,

    /// <summary>A limit of the server was hit.</summary>
    LimitsExceeded,

    /// <summary>The server failed.</summary>
    ProtocolError,

    /// <summary>The server does not serve at the moment.</summary>
    ResourceUnavailable,

    /// <summary>The server could not be reached.</summary>
    ConnectionError,

    /// <summary>The connection would not be safe.</summary>
    SecurityError,

    /// <summary>A local file cannot be read.</summary>
    ReadError,

    /// <summary>A file could not be written.</summary>
    WriteError,

    /// <summary>The feature is not built in this version.</summary>
    NotImplemented,
}

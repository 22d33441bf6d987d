namespace ServiceNowElement.Service.Instances;

/// <summary>The right to use an open element until it is disposed.</summary>
internal sealed class ElementLease(PooledElement pooled) : IDisposable
{
    private int _ended;

    internal IElement Element => pooled.Element;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
        {
            pooled.Release();
        }
    }
}

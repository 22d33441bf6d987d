namespace ServiceNowElement.ServiceNow.Table;

/// <summary>
/// Replaces raw control characters, which JSON does not allow and terminals and files would suffer from (contract servicenow-rest
/// EC13). Escaped ones are valid text and pass, as do the line ends and tabs that may stand between values.
/// </summary>
internal sealed class CleanReader(TextReader inner) : TextReader
{
    internal const char Replacement = '\uFFFD';

    public override int Peek() => Clean(inner.Peek());

    public override int Read() => Clean(inner.Read());

    public override int Read(char[] buffer, int index, int count)
    {
        int read = inner.Read(buffer, index, count);
        for (int i = index; i < index + read; i++)
        {
            if (buffer[i] < ' ')
            {
                buffer[i] = (char)Clean(buffer[i]);
            }
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static int Clean(int character) => character is < 0 or >= ' ' or '\t' or '\n' or '\r' ? character : Replacement;
}

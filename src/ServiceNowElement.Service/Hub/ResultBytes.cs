using System.Buffers;
using System.Text.Json;
using ServiceNowElement.Errors;
using ServiceNowElement.Model;

namespace ServiceNowElement.Service.Hub;

/// <summary>
/// The <c>result</c> of an answer of the instance as the bytes it came in. Nothing is made of them: the service reads hundreds of pages a
/// second. An answer counts only whole (contract servicenow-rest §1.6), else it is <c>ResponseDamaged</c> and asked for again.
/// </summary>
internal sealed class ResultBytes : IDisposable
{
    private const int FirstBuffer = 64 * 1024;
    private byte[]? _buffer;

    private ResultBytes(byte[] buffer) => _buffer = buffer;

    /// <summary>Gets the array or object, brackets included.</summary>
    internal ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Gets how many rows an array has.</summary>
    internal int Count { get; private set; }

    /// <summary>Gets a value indicating whether a JSON null occurs; without one nothing has to be taken out (contract cloud-elements-api §7.5).</summary>
    internal bool HasNull { get; private set; }

    /// <summary>Gets how many rows the query has, as the instance says; or null.</summary>
    internal long? Total { get; private init; }

    /// <summary>Reads an answer to its end and checks it.</summary>
    internal static async Task<ResultBytes> ReadAsync(RawResponse response, string instance, string place, bool isList, CancellationToken token)
    {
        (byte[] buffer, int length) = await FillAsync(response, instance, place, token);
        var result = new ResultBytes(buffer) { Total = long.TryParse(response.Header("X-Total-Count"), out long total) && total >= 0 ? total : null };
        try
        {
            result.Check(length, isList);
            return result;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            result.Dispose();
            throw ErrorCatalog.ResponseDamaged.With(instance, place, failure is JsonException ? failure.Message.TrimEnd('.') : "the JSON has another shape");
        }
    }

    public void Dispose()
    {
        if (_buffer != null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
            Bytes = default;
        }
    }

    private static async Task<(byte[] Buffer, int Length)> FillAsync(RawResponse response, string instance, string place, CancellationToken token)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(response.Length is > 0 and < int.MaxValue ? (int)response.Length + 1 : FirstBuffer);
        int length = 0;
        try
        {
            while (true)
            {
                int read = await response.Body.ReadAsync(buffer.AsMemory(length), token);
                if (read == 0)
                {
                    return (buffer, length);
                }

                length += read;
                if (length == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent(checked(length * 2));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch (Exception failure)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            if (failure is IOException or HttpRequestException && !token.IsCancellationRequested)
            {
                throw ErrorCatalog.ResponseDamaged.With(instance, place, "it ended before its end");
            }

            throw;
        }
    }

    private void Check(int length, bool isList)
    {
        ReadOnlyMemory<byte> all = _buffer.AsMemory(0, length);
        var reader = new Utf8JsonReader(all.Span.StartsWith("\uFEFF"u8) ? all.Span[3..] : all.Span);
        int shift = all.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        bool found = false;
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isResult = reader.ValueTextEquals("result"u8);
            Expect(!reader.ValueTextEquals("error"u8));
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            if (!isResult)
            {
                reader.Skip();
                continue;
            }

            Expect(!found);
            found = true;
            if (isList)
            {
                Rows(ref reader);
            }
            else
            {
                Expect(reader.TokenType == JsonTokenType.StartObject);
                reader.Skip();
            }

            Bytes = all.Slice(start + shift, (int)reader.BytesConsumed - start);
        }

        // Read once more: anything after the end would be a second answer.
        Expect(found && reader.TokenType == JsonTokenType.EndObject && !reader.Read());
        HasNull = Bytes.Span.IndexOf("null"u8) >= 0 && AnyNull(Bytes.Span);
    }

    private void Rows(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType == JsonTokenType.StartObject);
            reader.Skip();
            Count++;
        }
    }

    private static bool AnyNull(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return true;
            }
        }

        return false;
    }

    private static void Expect(bool holds)
    {
        if (!holds)
        {
            throw new JsonException("the JSON is not a result and nothing else");
        }
    }
}

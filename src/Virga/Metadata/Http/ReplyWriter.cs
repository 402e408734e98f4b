using System.Buffers;
using System.Buffers.Text;

namespace Virga.Metadata.Http;

/// <summary>The bytes of the replies of one batch of requests; a growing buffer that one connection owns.</summary>
internal sealed class ReplyWriter
{
    private const int Initial = 1024;
    private const int KeepAtMost = 32 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Initial);
    private int _length;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _length);

    public int Length => _length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _length < bytes.Length) Grow(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    public void Write(long number)
    {
        if (_buffer.Length - _length < 20) Grow(20);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out var written);
        _length += written;
    }

    /// <summary>Room for that many bytes, which count as written.</summary>
    public Span<byte> Take(int count)
    {
        if (_buffer.Length - _length < count) Grow(count);
        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }

    /// <summary>Forgets what was sent; a buffer that a large reply made is given back.</summary>
    public void Clear()
    {
        _length = 0;
        if (_buffer.Length <= KeepAtMost) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(Initial);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Grow(int more)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + more));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}

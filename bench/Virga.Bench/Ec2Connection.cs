using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Virga.Bench;

/// <summary>
/// The least HTTP/1.1 client that measures fairly: it costs little beside the servers, keeps a connection as long as
/// the server does, and opens a new one where the server closes (as moto's does after each answer).
/// </summary>
internal sealed class Ec2Connection(int port) : IAsyncDisposable
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _length;
    private Socket? _socket;

    public async Task<Answer> SendAsync(byte[] request)
    {
        try
        {
            return await ExchangeAsync(request);
        }
        catch (Exception error) when (error is SocketException or IOException && _socket is not null)
        {
            // The server closed a kept connection between two requests; once more on a new one.
            Close();
            return await ExchangeAsync(request);
        }
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private async Task<Answer> ExchangeAsync(byte[] request)
    {
        _socket ??= await ConnectAsync();
        await _socket.SendAsync(request);
        _length = 0;
        int headerEnd;
        while ((headerEnd = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0) await ReceiveAsync();
        var head = Encoding.ASCII.GetString(_buffer, 0, headerEnd);
        var bodyStart = headerEnd + 4;
        var end = await ReadBodyAsync(head, bodyStart);
        if (ClosesAfter(head)) Close();
        return new Answer(int.Parse(head.AsSpan(9, 3)), _buffer.AsMemory(bodyStart, end - bodyStart));
    }

    /// <summary>
    /// Receives until the body is whole; returns where it ends. A chunked body keeps its chunk marks.
    /// </summary>
    private async Task<int> ReadBodyAsync(string head, int bodyStart)
    {
        if (Header(head, "Content-Length") is { } length)
        {
            var end = bodyStart + int.Parse(length, CultureInfo.InvariantCulture);
            while (_length < end) await ReceiveAsync();
            return end;
        }
        if (Header(head, "Transfer-Encoding") is not null)
        {
            while (!_buffer.AsSpan(0, _length).EndsWith("0\r\n\r\n"u8)) await ReceiveAsync();
            return _length;
        }
        while (await TryReceiveAsync()) { }
        Close();
        return _length;
    }

    private static string? Header(string head, string name)
    {
        var start = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (start < 0) return null;
        var from = start + name.Length + 3;
        var end = head.IndexOf("\r\n", from, StringComparison.Ordinal);
        return head[from..(end < 0 ? head.Length : end)].Trim();
    }

    private static bool ClosesAfter(string head) =>
        head.StartsWith("HTTP/1.0")
        || Header(head, "Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) == true;

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return socket;
    }

    private async Task ReceiveAsync()
    {
        if (!await TryReceiveAsync()) throw new IOException("the server closed the connection");
    }

    private async Task<bool> TryReceiveAsync()
    {
        if (_length == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = await _socket!.ReceiveAsync(_buffer.AsMemory(_length));
        _length += count;
        return count > 0;
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}

using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Virga.Docker.Engine;

/// <summary>
/// Sends a request over a connection of its own and turns whatever goes wrong into <see cref="DockerEngineException"/>.
/// </summary>
internal sealed class EngineTransport(DockerHost host, EngineOptions options, TimeProvider time)
{
    private const int MaxErrorBytes = 64 * 1024;
    private const int ArchiveBufferBytes = 128 * 1024;

    public DockerHost Host => host;

    public EngineOptions Options => options;

    /// <summary>The answer, its body unread; the caller disposes it. Statuses from 300 on throw, but 304.</summary>
    public async Task<EngineResponse> SendAsync(EngineRequest request, string target, CancellationToken cancellation)
    {
        using var limit = Limit(request.Timeout ?? options.AnswerTimeout, cancellation);
        EngineConnection? connection = null;
        try
        {
            connection = await ConnectAsync(limit.Token);
            var head = await ExchangeAsync(connection, request, target, limit.Token);
            var response = new EngineResponse(connection, head, request.Call);
            if (head.Status is >= 300 and not 304) throw await RefusalAsync(response, limit.Token);
            connection = null;
            return response;
        }
        catch (Exception error) when (error is not DockerEngineException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Failure(request.Call, error);
        }
        finally
        {
            connection?.Dispose();
        }
    }

    /// <summary>What an exception of the connection means to a caller.</summary>
    public static DockerEngineException Failure(string call, Exception error) => error switch
    {
        DockerEngineException refusal => refusal,
        OperationCanceledException => new(call, 0, "the engine did not answer in time", error),
        JsonException => new(call, 0, $"the engine's answer can not be understood: {error.Message}", error),
        _ => new(call, 0, error.Message, error),
    };

    /// <summary>A token that also ends after the given time.</summary>
    public Deadline Limit(TimeSpan after, CancellationToken cancellation) => new(after, time, cancellation);

    private async Task<EngineConnection> ConnectAsync(CancellationToken cancellation)
    {
        using var limit = Limit(options.ConnectTimeout, cancellation);
        try
        {
            return await EngineConnection.OpenAsync(host, limit.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new DockerEngineException("connect", 0, $"no Docker engine at {host}: {error.Message}", error);
        }
    }

    private async Task<ResponseHead> ExchangeAsync(
        EngineConnection connection, EngineRequest request, string target, CancellationToken cancellation)
    {
        await connection.WriteAsync(Head(request, target), cancellation);
        if (request.Json is { } json) await connection.WriteAsync(json, cancellation);
        if (request.Archive is { } archive) await SendArchiveAsync(connection, archive, cancellation);
        var head = await connection.ReadHeadAsync(cancellation);
        head.AnswersHead = request.Method == "HEAD";
        return head;
    }

    private byte[] Head(EngineRequest request, string target)
    {
        var text = new StringBuilder(256);
        text.Append(request.Method).Append(' ').Append(target).Append(" HTTP/1.1\r\n");
        text.Append("Host: ").Append(host.Name ?? "docker").Append("\r\nUser-Agent: virga\r\n");
        text.Append(request.IsUpgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "Connection: close\r\n");
        if (request.RegistryAuth is { } auth) text.Append("X-Registry-Auth: ").Append(auth).Append("\r\n");
        if (request.Archive is not null)
            text.Append("Content-Type: application/x-tar\r\nTransfer-Encoding: chunked\r\n");
        else if (request.Json is { } json)
            text.Append(CultureInfo.InvariantCulture,
                $"Content-Type: application/json\r\nContent-Length: {json.Length}\r\n");
        else if (request.Method is "POST" or "PUT")
            text.Append("Content-Length: 0\r\n");
        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private static async Task SendArchiveAsync(
        EngineConnection connection, Stream archive, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ArchiveBufferBytes);
        try
        {
            int count;
            while ((count = await archive.ReadAsync(buffer, cancellation)) > 0)
            {
                await connection.WriteAsync(Encoding.ASCII.GetBytes($"{count:x}\r\n"), cancellation);
                await connection.WriteAsync(buffer.AsMemory(0, count), cancellation);
                await connection.WriteAsync("\r\n"u8.ToArray(), cancellation);
            }
            await connection.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellation);
        }
        catch (SocketException)
        {
            // The engine refuses an upload in the middle by answering and closing; its answer says why.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<DockerEngineException> RefusalAsync(
        EngineResponse response, CancellationToken cancellation)
    {
        var bytes = await response.ReadAllAsync(MaxErrorBytes, cancellation);
        return new(response.Call, response.Head.Status, MessageIn(bytes) ?? response.Head.Reason);
    }

    private static string? MessageIn(byte[] bytes)
    {
        if (bytes.Length == 0) return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, EngineJson.Default.EngineMessage)?.Message;
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(bytes).Trim();
        }
    }
}

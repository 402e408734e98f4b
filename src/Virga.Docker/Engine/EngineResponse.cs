using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Docker.Engine;

/// <summary>An answer whose body is still on the wire. Disposing it closes the connection.</summary>
internal sealed class EngineResponse(EngineConnection connection, ResponseHead head, string call) : IDisposable
{
    /// <summary>A list of some thousand containers is a few MiB.</summary>
    private const int MaxJsonBytes = 64 * 1024 * 1024;

    public ResponseHead Head => head;

    public string Call => call;

    /// <summary>The raw connection, after an upgrade.</summary>
    public EngineConnection Connection => connection;

    public Stream Body { get; } = new ResponseBody(connection, head);

    public async Task<T> ReadJsonAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var bytes = await ReadAllAsync(MaxJsonBytes, cancellation);
        return JsonSerializer.Deserialize(bytes, type)
            ?? throw new JsonException("The engine answered null.");
    }

    public async Task<byte[]> ReadAllAsync(int maxBytes, CancellationToken cancellation)
    {
        using var all = new MemoryStream();
        var buffer = new byte[8192];
        int count;
        while ((count = await Body.ReadAsync(buffer, cancellation)) > 0)
        {
            if (all.Length + count > maxBytes) throw new InvalidDataException("The engine's answer is too long.");
            all.Write(buffer, 0, count);
        }
        return all.ToArray();
    }

    public void Dispose() => connection.Dispose();
}

using System.Text;
using Virga.Docker.Engine;
using Virga.Fabric.Driver;

namespace Virga.Server.Fabric;

/// <summary>The standard input and output of a process in a container, as a stream.</summary>
internal static class ExecStream
{
    /// <summary>Enough for a sentence with a path in it.</summary>
    private const int MaxComplaint = 500;

    /// <param name="watch">Cancelled and disposed when the stream is closed.</param>
    public static Stream Of(ExecSession session, CancellationTokenSource watch) => new DuplexStream(
        new Output(session),
        new Input(session),
        async () =>
        {
            await watch.CancelAsync().ConfigureAwait(false);
            watch.Dispose();
            session.Dispose();
        });

    private sealed class Output(ExecSession session) : OneWayStream
    {
        private ReadOnlyMemory<byte> rest;
        private string complaint = "";

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (rest.IsEmpty)
            {
                var chunk = await ReadChunkAsync(cancellationToken).ConfigureAwait(false);
                if (chunk.IsEnd)
                    return complaint.Length == 0 ? 0 : throw new IOException(complaint);
                // What the agent complains about is no part of the protocol, but the reason why it ends.
                if (chunk.Kind == OutputKind.StandardOutput)
                    rest = chunk.Bytes;
                else if (complaint.Length == 0)
                    complaint = FirstLine(Encoding.UTF8.GetString(chunk.Bytes.Span));
            }

            var count = Math.Min(buffer.Length, rest.Length);
            rest[..count].CopyTo(buffer);
            rest = rest[count..];
            return count;
        }

        private static string FirstLine(string text)
        {
            var end = text.AsSpan().IndexOf('\n');
            return text[..Math.Min(MaxComplaint, end < 0 ? text.Length : end)].Trim();
        }

        private async ValueTask<OutputChunk> ReadChunkAsync(CancellationToken cancellation)
        {
            try
            {
                return await session.Output.ReadAsync(cancellation).ConfigureAwait(false);
            }
            catch (DockerEngineException failure)
            {
                throw new IOException(failure.Message, failure);
            }
        }
    }

    private sealed class Input(ExecSession session) : OneWayStream
    {
        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await session.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                throw new IOException(failure.Message, failure);
            }
        }
    }
}

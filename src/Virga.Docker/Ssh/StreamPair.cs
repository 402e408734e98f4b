using System.IO.Pipelines;

namespace Virga.Docker.Ssh;

/// <summary>Two ends of a connection inside this process.</summary>
internal sealed class StreamPair
{
    public StreamPair()
    {
        Pipe there = new(), back = new();
        Near = new(back.Reader, there.Writer);
        Far = new(there.Reader, back.Writer);
    }

    public End Near { get; }

    public End Far { get; }

    /// <summary>One end: what is written into it is read from the other.</summary>
    public sealed class End(PipeReader input, PipeWriter output) : Stream
    {
        private readonly Stream from = input.AsStream();
        private readonly Stream to = output.AsStream();

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <summary>The other end reads to the end of what was written; this one still reads.</summary>
        public async Task EndOutputAsync() => await output.CompleteAsync().ConfigureAwait(false);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            from.ReadAsync(buffer, cancellationToken);

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                await to.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidOperationException)
            {
                throw new IOException("the connection was closed");
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => to.FlushAsync(cancellationToken);

        public override void Flush() => to.Flush();

        public override int Read(byte[] buffer, int offset, int count) => from.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => to.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                input.Complete();
                output.Complete();
            }

            base.Dispose(disposing);
        }
    }
}

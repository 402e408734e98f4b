using Virga.Libvirt.Interop;
using Virga.Libvirt.Machines;
using Xunit;

namespace Virga.Tests.Libvirt.Machines;

/// <summary>A serial port is free when its machine is off, even if the client never says that it leaves.</summary>
public sealed class SerialConsoleStreamTests
{
    [Fact]
    public async Task The_end_of_the_machine_frees_its_port()
    {
        var port = new Port([3, null, 0]);
        var ends = 0;
        await using var stream = new SerialConsoleStream(port, TimeProvider.System, () => ends++);
        var buffer = new byte[16];

        Assert.Equal(3, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        Assert.Equal((0, false), (ends, port.IsClosed));
        Assert.Equal(0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        Assert.Equal((1, true), (ends, port.IsClosed));

        Assert.Equal(0, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<IOException>(
            () => stream.WriteAsync(buffer, TestContext.Current.CancellationToken).AsTask());
        await stream.DisposeAsync();
        Assert.Equal(1, ends);
    }

    private sealed class Port(int?[] reads) : ISerialPort
    {
        private readonly Queue<int?> rest = new(reads);

        public bool IsClosed { get; private set; }

        public int? TryRead(Span<byte> buffer) => rest.Dequeue();

        public int TryWrite(ReadOnlySpan<byte> data) => data.Length;

        public void Dispose() => IsClosed = true;
    }
}

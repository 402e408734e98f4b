namespace Virga.Libvirt.Interop;

/// <summary>A machine's serial port, which is asked and never waited for. Disposing it frees it for the next.</summary>
internal interface ISerialPort : IDisposable
{
    /// <summary>Null while there is nothing; 0 at the end.</summary>
    /// <exception cref="LibvirtException">The machine is gone.</exception>
    int? TryRead(Span<byte> buffer);

    /// <summary>How many bytes were taken, 0 while none is.</summary>
    /// <exception cref="LibvirtException">The machine is gone.</exception>
    int TryWrite(ReadOnlySpan<byte> data);
}

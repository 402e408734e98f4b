using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Virga.Docker.Ssh;

/// <summary>Writes the fields of a message (RFC 4251, section 5).</summary>
internal sealed class SshWriter
{
    private readonly ArrayBufferWriter<byte> buffer = new(128);

    public SshWriter()
    {
    }

    public SshWriter(byte number) => Byte(number);

    public ReadOnlyMemory<byte> Written => buffer.WrittenMemory;

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();

    public SshWriter Byte(byte value) => Raw([value]);

    public SshWriter Truth(bool value) => Byte(value ? (byte)1 : (byte)0);

    public SshWriter Number(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer.GetSpan(4), value);
        buffer.Advance(4);
        return this;
    }

    public SshWriter Field(ReadOnlySpan<byte> value) => Number((uint)value.Length).Raw(value);

    public SshWriter Text(string value) => Field(Encoding.UTF8.GetBytes(value));

    /// <summary>An unsigned number as a signed one: no zeros before it, but one where its top bit is set.</summary>
    public SshWriter Integer(ReadOnlySpan<byte> value)
    {
        var digits = value.TrimStart((byte)0);
        return digits.Length > 0 && digits[0] >= 0x80
            ? Number((uint)digits.Length + 1).Byte(0).Raw(digits)
            : Field(digits);
    }

    public SshWriter Raw(ReadOnlySpan<byte> value)
    {
        buffer.Write(value);
        return this;
    }
}

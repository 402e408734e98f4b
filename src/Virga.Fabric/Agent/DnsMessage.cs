using System.Buffers.Binary;
using System.Net;
using System.Text;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>The question of a DNS query, and answers to it (RFC 1035).</summary>
internal sealed record DnsMessage(byte[] Query, int QuestionEnd, string Name, int Type)
{
    public const int TypeA = 1;
    public const int TypePtr = 12;
    public const int TypeAaaa = 28;
    public const int TypeAny = 255;
    public const int NoError = 0;
    public const int ServerFailure = 2;
    public const int NameError = 3;

    private const int HeaderLength = 12;
    private const int PointerToQuestion = 0xc00c;

    /// <summary>Time to live of names inside a VPC, in seconds.</summary>
    private const uint TimeToLive = 60;

    /// <summary>Null for what is not a query with exactly one question of class Internet.</summary>
    public static DnsMessage? Parse(byte[] query)
    {
        if (query.Length < HeaderLength + 5 || (query[2] & 0xf8) != 0
            || BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(4)) != 1)
            return null;
        var name = new StringBuilder();
        var at = HeaderLength;
        while (at < query.Length && query[at] is > 0 and < 64)
        {
            var length = query[at];
            if (at + 1 + length >= query.Length)
                return null;
            if (name.Length > 0)
                name.Append('.');
            name.Append(Encoding.ASCII.GetString(query, at + 1, length));
            at += length + 1;
        }

        if (at + 5 > query.Length || query[at] != 0)
            return null;
        var type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(at + 1));
        return new DnsMessage(query, at + 5, name.ToString().ToLowerInvariant(), type);
    }

    public byte[] Fail(int code) => Write(code, []);

    public byte[] Answer(IEnumerable<IPAddress> addresses) => Write(
        NoError,
        addresses.Where(address => Type == TypeAny || Type == (address.IsIpv4() ? TypeA : TypeAaaa))
            .Select(address => (address.IsIpv4() ? TypeA : TypeAaaa, address.GetAddressBytes())));

    public byte[] AnswerName(string name)
    {
        var labels = name.Split('.').SelectMany(
            label => new[] { (byte)label.Length }.Concat(Encoding.ASCII.GetBytes(label)));
        return Write(NoError, [(TypePtr, [.. labels, 0])]);
    }

    private byte[] Write(int code, IEnumerable<(int Type, byte[] Data)> records)
    {
        using var answer = new MemoryStream();
        answer.Write(Query, 0, QuestionEnd);
        var count = 0;
        Span<byte> head = stackalloc byte[12];
        foreach (var (type, data) in records)
        {
            BinaryPrimitives.WriteUInt16BigEndian(head, PointerToQuestion);
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)type);
            BinaryPrimitives.WriteUInt16BigEndian(head[4..], 1);
            BinaryPrimitives.WriteUInt32BigEndian(head[6..], TimeToLive);
            BinaryPrimitives.WriteUInt16BigEndian(head[10..], (ushort)data.Length);
            answer.Write(head);
            answer.Write(data);
            count++;
        }

        var bytes = answer.ToArray();
        // Response, recursion available; "recursion desired" as asked.
        bytes[2] = (byte)(0x80 | (Query[2] & 1));
        bytes[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), (ushort)count);
        bytes.AsSpan(8, 4).Clear();
        return bytes;
    }
}

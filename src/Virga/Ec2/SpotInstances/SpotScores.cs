using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Virga.Ec2.InstanceTypes;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// How likely spot capacity is, from 1 to 10. A model and not a fact: it depends on the type, the place and the amount
/// alone, larger machines and larger amounts being less likely; the same question has the same answer for ever.
/// </summary>
internal static class SpotScores
{
    private const int Best = 10;

    /// <param name="place">A zone id, or a region.</param>
    /// <param name="instances">How many instances of the type are wanted.</param>
    public static int Of(InstanceTypeFacts type, string place, double instances)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"score {type.Name} {place}"), hash);
        var luck = BinaryPrimitives.ReadUInt32BigEndian(hash) % 4;
        var size = Math.Log2(Math.Max(1, type.Processor.VCpus * instances)) / 3;
        var rare = type.Gpus.Count + type.NeuronDevices.Count + type.Fpgas.Count > 0 ? 3 : 0;
        return Math.Clamp(Best - (int)luck - (int)size - rare, 1, Best);
    }
}

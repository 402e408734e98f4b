using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>Which types let their bandwidth be shared in another way than the default.</summary>
internal static class BandwidthRules
{
    /// <summary>Throws unless the type offers the weighting that is asked for.</summary>
    public static void Check(InstanceTypeFacts type, string? weighting)
    {
        if (weighting is null or InstanceBandwidthWeighting.Default) return;
        if (type.Network.BandwidthWeightings.Contains(weighting)) return;
        throw new AwsException("UnsupportedOperation",
            $"The instance type '{type.Name}' does not support the bandwidth weighting '{weighting}'.");
    }
}

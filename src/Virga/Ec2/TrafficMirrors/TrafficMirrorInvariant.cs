using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Rules have their filter; sessions have interface, target and filter.</summary>
internal sealed class TrafficMirrorInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var rule in at.Rows<TrafficMirrorFilterRuleRow>())
            if (at.Find<TrafficMirrorFilterRow>(rule.FilterId) is null) yield return $"{rule.Id} has no filter.";
        foreach (var one in at.Rows<TrafficMirrorSessionRow>())
            if (at.Find<TrafficMirrorFilterRow>(one.FilterId) is null
                || at.Find<TrafficMirrorTargetRow>(one.TargetId) is null
                || at.Find<NetworkInterfaceRow>(one.InterfaceId) is null)
                yield return $"{one.Id} misses its interface, target or filter.";
    }
}

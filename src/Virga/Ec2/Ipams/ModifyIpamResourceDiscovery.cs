using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Changes a resource discovery's regions and description.</summary>
internal sealed class ModifyIpamResourceDiscovery
    : IMutation<ModifyIpamResourceDiscoveryRequest, ModifyIpamResourceDiscoveryResult>
{
    public static ModifyIpamResourceDiscoveryResult Run(ModifyIpamResourceDiscoveryRequest input, Change change)
    {
        var row = change.Named<IpamResourceDiscoveryRow>(input.IpamResourceDiscoveryId);
        if (input.AddOrganizationalUnitExclusions is { Count: > 0 })
            throw new AwsException("UnsupportedOperation", "Virga has no organizations.");
        var removed = (input.RemoveOperatingRegions ?? []).Select(one => one.RegionName).ToList();
        var kept = row.Regions.Where(one => !removed.Contains(one))
            .Concat((input.AddOperatingRegions ?? []).Select(one => one.RegionName));
        row = IpamRules.Settle(change, row with
        {
            State = "modify-in-progress",
            Description = input.Description ?? row.Description,
            Regions = IpamRules.Regions(change, kept),
        });
        return new() { IpamResourceDiscovery = IpamView.Discovery(row, change) };
    }
}

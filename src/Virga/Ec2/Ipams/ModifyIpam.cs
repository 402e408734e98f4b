using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Changes an IPAM's regions, tier and description.</summary>
internal sealed class ModifyIpam : IMutation<ModifyIpamRequest, ModifyIpamResult>
{
    public static ModifyIpamResult Run(ModifyIpamRequest input, Change change)
    {
        var row = change.Named<IpamRow>(input.IpamId);
        var removed = (input.RemoveOperatingRegions ?? []).Select(one => one.RegionName).ToList();
        var kept = row.Regions.Where(one => !removed.Contains(one))
            .Concat((input.AddOperatingRegions ?? []).Select(one => one.RegionName));
        row = IpamRules.Settle(change, row with
        {
            State = IpamState.ModifyInProgress,
            Description = input.Description ?? row.Description,
            Regions = IpamRules.Regions(change, kept),
            Tier = input.Tier ?? row.Tier,
            IsPrivateGuaEnabled = input.EnablePrivateGua ?? row.IsPrivateGuaEnabled,
            MeteredAccount = input.MeteredAccount ?? row.MeteredAccount,
        });
        change.Update<IpamResourceDiscoveryRow>(row.DiscoveryId, one => one with { Regions = row.Regions });
        return new() { Ipam = IpamView.Of(row, change) };
    }
}

using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Creates a resource discovery.</summary>
internal sealed class CreateIpamResourceDiscovery
    : IMutation<CreateIpamResourceDiscoveryRequest, CreateIpamResourceDiscoveryResult>
{
    public static CreateIpamResourceDiscoveryResult Run(CreateIpamResourceDiscoveryRequest input, Change change)
    {
        if (change.Rows<IpamResourceDiscoveryRow>().Any(one => !one.IsDefault))
            throw Ec2Errors.LimitExceeded(
                "IpamResourceDiscoveryLimitExceeded", "An account has one resource discovery of its own in a region.");
        var row = IpamRules.Settle(change, new IpamResourceDiscoveryRow(change.NewId("ipam-res-disco"))
        {
            State = "create-in-progress",
            IsDefault = false,
            Description = input.Description,
            Regions = IpamRules.Regions(change, (input.OperatingRegions ?? []).Select(one => one.RegionName)),
        });
        change.TagNew(input.TagSpecifications, ResourceType.IpamResourceDiscovery, row.Id);
        return new() { IpamResourceDiscovery = IpamView.Discovery(row, change) };
    }
}

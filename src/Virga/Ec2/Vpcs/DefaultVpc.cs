using Virga.Ec2.DhcpOptionsSets;
using Virga.Ec2.InternetGateways;
using Virga.Ec2.RouteTables;
using Virga.Ec2.Subnets;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>
/// What each account has in each region from the start: a VPC of 172.31.0.0/16 with a /20 subnet in each zone, an
/// internet gateway and a route to it (VPC User Guide, "Default VPCs").
/// </summary>
internal sealed class DefaultVpc : ISeed
{
    private const string Block = "172.31.0.0/16";

    public static void Run(Change change)
    {
        DefaultDhcpOptions.Ensure(change);
        Make(change);
    }

    /// <summary>Makes the default VPC and all that belongs to it.</summary>
    public static VpcRow Make(Change change)
    {
        var vpc = NewVpc.Make(change, Cidr.Parse(Block), "default", isDefault: true);
        var gateway = change.Put(new InternetGatewayRow(change.NewId("igw")) { VpcId = vpc.Id });
        var main = MainRouteTable.Of(change, vpc.Id);
        change.Put(main with { Routes = [new() { Destination = "0.0.0.0/0", Target = gateway.Id }] });
        var zones = RegionCatalogue.Find(change.Region)?.AvailabilityZones ?? [];
        for (var i = 0; i < zones.Count; i++) DefaultSubnet.Make(change, vpc, zones[i].ZoneName);
        change.Cancel<VpcBecomesAvailable>(vpc.Id);
        return change.Put(vpc with { State = VpcState.Available });
    }
}

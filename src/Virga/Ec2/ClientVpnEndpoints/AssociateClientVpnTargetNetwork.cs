using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>
/// Lets clients into a subnet: one a zone, all of one VPC. The endpoint gets an interface there, and a route to the
/// VPC.
/// </summary>
internal sealed class AssociateClientVpnTargetNetwork
    : IMutation<AssociateClientVpnTargetNetworkRequest, AssociateClientVpnTargetNetworkResult>
{
    public static AssociateClientVpnTargetNetworkResult Run(
        AssociateClientVpnTargetNetworkRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        var vpc = change.Get<VpcRow>(subnet.VpcId);
        Check(change, row, subnet, vpc);
        if (row.VpcId is null)
        {
            var (vpcId, groupIds) = ClientVpnRules.Groups(change, vpc.Id, null);
            row = row with { VpcId = vpcId, GroupIds = groupIds };
        }

        var eni = NewNetworkInterface.Make(change, subnet, row.GroupIds);
        change.Put(eni with
        {
            Description = $"ClientVPN Endpoint resource {row.Id}",
            IsRequesterManaged = true,
            RequesterId = change.Account,
        });
        var target = new ClientVpnTarget(
            change.NewId("cvpn-assoc"), subnet.Id, eni.Id, AssociationStatusCode.Associating);
        ClientVpnRules.Begin(change, row with
        {
            Targets = [.. row.Targets, target],
            Routes =
            [
                .. row.Routes,
                new(
                    vpc.CidrBlocks[0].Block, subnet.Id, "associate", "Default Route",
                    ClientVpnRouteStatusCode.Creating),
            ],
        });
        return new() { AssociationId = target.Id, Status = new() { Code = target.State } };
    }

    private static void Check(Change change, ClientVpnEndpointRow row, SubnetRow subnet, VpcRow vpc)
    {
        if (row.VpcId is not null && row.VpcId != vpc.Id)
            throw CommonErrors.InvalidParameterValue($"The subnet {subnet.Id} is not in the VPC {row.VpcId}.");
        if (row.Targets.Any(one => one.SubnetId == subnet.Id))
            throw new AwsException(
                "InvalidClientVpnDuplicateAssociationException",
                $"The endpoint {row.Id} is associated with {subnet.Id} already.");
        if (row.Targets.Any(one =>
            change.Get<SubnetRow>(one.SubnetId).AvailabilityZone == subnet.AvailabilityZone))
            throw new AwsException(
                "InvalidClientVpnSubnetId.DuplicateAz",
                $"The endpoint {row.Id} has a target network in {subnet.AvailabilityZone} already.");
        if (row.ClientBlock is { } clients
            && vpc.CidrBlocks.Any(one => Cidr.Parse(one.Block).Overlaps(Cidr.Parse(clients))))
            throw new AwsException(
                "InvalidClientVpnSubnetId.OverlappingCidr",
                $"The clients' block {clients} overlaps with the VPC {vpc.Id}.");
    }
}

using Virga.Ec2.Ipams;
using Virga.Ec2.NetworkAcls;
using Virga.Ec2.RouteTables;
using Virga.Ec2.VpcBlockPublicAccess;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Subnets;

/// <summary>
/// Deletes a subnet without interfaces; its associations with a route table and an ACL go with it.
/// </summary>
internal sealed class DeleteSubnet : IMutation<DeleteSubnetRequest, DeleteSubnetResult>
{
    public static DeleteSubnetResult Run(DeleteSubnetRequest input, Change change)
    {
        var id = change.Named<SubnetRow>(input.SubnetId).Id;
        if (Dependencies.OnSubnet(change, id).Any()) throw Ec2Errors.SubnetHasDependencies(id);
        foreach (var acl in change.Rows<NetworkAclRow>().By(NetworkAclRow.BySubnet, id))
            change.Put(acl with { Associations = [.. acl.Associations.Where(one => one.SubnetId != id)] });
        foreach (var table in change.Rows<RouteTableRow>().By(RouteTableRow.ByAssociated, id))
            change.Put(table with { Associations = [.. table.Associations.Where(one => one.SubnetId != id)] });
        foreach (var reservation in SubnetReservations.Of(change, id))
            change.Remove<SubnetCidrReservationRow>(reservation.Id);
        IpamAllocator.Release(change, id);
        BlockPublicAccess.Forget(change, id);
        change.Remove<SubnetRow>(id);
        return new();
    }
}

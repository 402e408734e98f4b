using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>
/// The transit gateway's interfaces in a VPC: one in each subnet of the attachment, a zone at most once.
/// </summary>
internal static class AttachmentInterfaces
{
    /// <summary>Checks subnets of a VPC: they exist, and no two are in a zone.</summary>
    public static void Check(WorldView at, string vpcId, IReadOnlyList<string> subnetIds)
    {
        if (subnetIds.Count == 0) throw CommonErrors.MissingParameter("SubnetIds");
        var zones = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in subnetIds)
        {
            var subnet = at.Named<SubnetRow>(id);
            if (subnet.VpcId != vpcId) throw SubnetRow.Kind.NotFound!(id);
            if (!zones.Add(subnet.AvailabilityZone))
                throw new AwsException("DuplicateSubnetsInSameZone", "Duplicate Subnets for same AZ");
        }
    }

    /// <summary>The attachment with interfaces in these subnets; the change is that of the VPC's owner.</summary>
    public static TransitGatewayAttachmentRow Add(
        Change change, TransitGatewayAttachmentRow row, IEnumerable<string> subnetIds)
    {
        foreach (var id in subnetIds)
        {
            var eni = NewNetworkInterface.Make(change, change.Get<SubnetRow>(id), []);
            change.Put(eni with
            {
                Description = $"Network Interface for Transit Gateway Attachment {row.Id}",
                InterfaceType = "transit_gateway",
                IsRequesterManaged = true,
                RequesterId = row.GatewayAccount,
                ChecksSourceDest = false,
            });
            row = row with { NetworkInterfaceIds = [.. row.NetworkInterfaceIds, eni.Id] };
        }

        return row;
    }

    /// <summary>The attachment without its interfaces in some subnets.</summary>
    public static TransitGatewayAttachmentRow Remove(
        Change change, TransitGatewayAttachmentRow row, IReadOnlyCollection<string> subnetIds)
    {
        var kept = new List<string>();
        foreach (var id in row.NetworkInterfaceIds)
        {
            var eni = change.Find<NetworkInterfaceRow>(id);
            if (eni is not null && subnetIds.Contains(eni.SubnetId)) RemoveInterface.Run(change, eni);
            else kept.Add(id);
        }

        return row with { NetworkInterfaceIds = kept };
    }

    /// <summary>Removes all interfaces of an attachment, in the account of its VPC.</summary>
    public static void RemoveAll(Change change, TransitGatewayAttachmentRow row)
    {
        var owner = change.At(new Scope(row.ResourceAccount, change.Region));
        foreach (var id in row.NetworkInterfaceIds)
            if (owner.Find<NetworkInterfaceRow>(id) is { } eni) RemoveInterface.Run(owner, eni);
    }
}

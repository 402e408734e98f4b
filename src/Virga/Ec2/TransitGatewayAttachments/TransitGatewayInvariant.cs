using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.TransitGatewayRouteTables;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>
/// Attachments, their tables, interfaces and VPCs exist together; an interface of a transit gateway has one attachment.
/// </summary>
internal sealed class TransitGatewayInvariant : IInvariant
{
    public static IEnumerable<string> Check(WorldView at)
    {
        foreach (var row in at.Rows<TransitGatewayAttachmentRow>())
        {
            if (row.IsOver && (row.Association is not null || row.Propagations.Count > 0))
                yield return $"{row.Id} is over and still in a route table.";
            if (row.GatewayAccount == at.Account)
                foreach (var id in row.Propagations.Append(row.Association?.RouteTableId).OfType<string>())
                    if (at.Find<TransitGatewayRouteTableRow>(id) is not { State: "available" or "pending" })
                        yield return $"{row.Id} is in no route table {id}.";
            if (row.IsOver || row.Type != "vpc" || row.ResourceAccount != at.Account) continue;
            if (at.Find<VpcRow>(row.ResourceId) is null) yield return $"{row.Id} is attached to no VPC.";
            foreach (var id in row.NetworkInterfaceIds)
                if (at.Find<NetworkInterfaceRow>(id) is null) yield return $"{row.Id} has no interface {id}.";
        }

        var wanted = at.Rows<TransitGatewayAttachmentRow>().Where(row => !row.IsOver)
            .SelectMany(row => row.NetworkInterfaceIds).ToHashSet(StringComparer.Ordinal);
        foreach (var eni in at.Rows<NetworkInterfaceRow>())
            if (eni.InterfaceType == "transit_gateway" && !wanted.Contains(eni.Id))
                yield return $"{eni.Id} belongs to no attachment.";
    }
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Accepts the VPC of another account, as the owner of the transit gateway.</summary>
internal sealed class AcceptTransitGatewayVpcAttachment
    : IMutation<AcceptTransitGatewayVpcAttachmentRequest, AcceptTransitGatewayVpcAttachmentResult>
{
    public static AcceptTransitGatewayVpcAttachmentResult Run(
        AcceptTransitGatewayVpcAttachmentRequest input, Change change)
    {
        var row = AttachmentRules.Waiting(
            change, input.TransitGatewayAttachmentId, TransitGatewayAttachmentResourceType.Vpc);
        var owner = change.At(new Scope(row.ResourceAccount, change.Region));
        AttachmentInterfaces.Check(owner, row.ResourceId, row.SubnetIds);
        row = AttachmentInterfaces.Add(owner, row, row.SubnetIds);
        row = AttachmentSides.Put(change, row with { State = TransitGatewayAttachmentState.Pending });
        AttachmentSides.Settle(change, row);
        return new() { TransitGatewayVpcAttachment = TransitGatewayAttachmentView.Vpc(row, change) };
    }
}

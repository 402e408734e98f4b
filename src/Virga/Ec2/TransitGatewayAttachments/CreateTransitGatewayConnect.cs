using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Lays a GRE attachment over one of a VPC.</summary>
internal sealed class CreateTransitGatewayConnect
    : IMutation<CreateTransitGatewayConnectRequest, CreateTransitGatewayConnectResult>
{
    public static CreateTransitGatewayConnectResult Run(CreateTransitGatewayConnectRequest input, Change change)
    {
        var transport = AttachmentRules.Open(change, input.TransportTransitGatewayAttachmentId);
        if (transport.Type != TransitGatewayAttachmentResourceType.Vpc)
            throw CommonErrors.InvalidParameterValue(
                $"{transport.Id} is not a VPC attachment and cannot carry a Connect attachment.");
        var row = new TransitGatewayAttachmentRow(change.NewId("tgw-attach"))
        {
            TransitGatewayId = transport.TransitGatewayId,
            GatewayAccount = transport.GatewayAccount,
            Type = TransitGatewayAttachmentResourceType.Connect,
            ResourceId = transport.Id,
            ResourceAccount = transport.ResourceAccount,
            State = TransitGatewayAttachmentState.Pending,
            CreationTime = change.Now,
        };
        AttachmentSides.Put(change, row);
        AttachmentSides.Settle(change, row);
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayAttachment, row.Id);
        return new() { TransitGatewayConnect = TransitGatewayAttachmentView.Connect(row, change) };
    }
}

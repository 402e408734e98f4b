using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayAttachments;

/// <summary>Attaches a VPC to a transit gateway of this or another account.</summary>
internal sealed class CreateTransitGatewayVpcAttachment
    : IMutation<CreateTransitGatewayVpcAttachmentRequest, CreateTransitGatewayVpcAttachmentResult>
{
    public static CreateTransitGatewayVpcAttachmentResult Run(
        CreateTransitGatewayVpcAttachmentRequest input, Change change)
    {
        var owner = TransitGatewayRules.Owner(change, input.TransitGatewayId!);
        var gateway = TransitGatewayRules.Usable(
            change.At(new Scope(owner, change.Region)), input.TransitGatewayId);
        var vpc = change.Named<VpcRow>(input.VpcId);
        var present = change.Rows<TransitGatewayAttachmentRow>().By(TransitGatewayAttachmentRow.ByResource, vpc.Id)
            .Any(one => one.TransitGatewayId == gateway.Id && !one.IsOver);
        if (present)
            throw new AwsException(
                "DuplicateTransitGatewayAttachment",
                $"{gateway.Id} has non-deleted Transit Gateway Attachments with same VPC ID.");
        var subnetIds = (input.SubnetIds ?? []).Distinct(StringComparer.Ordinal).ToList();
        AttachmentInterfaces.Check(change, vpc.Id, subnetIds);
        var row = Row(change, gateway, owner, vpc.Id, input);
        var waits = owner != change.Account && !gateway.AcceptsSharedAttachments;
        row = waits
            ? row with { State = TransitGatewayAttachmentState.PendingAcceptance }
            : AttachmentInterfaces.Add(change, row, subnetIds);
        AttachmentSides.Put(change, row);
        if (!waits) AttachmentSides.Settle(change, row);
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayAttachment, row.Id);
        return new() { TransitGatewayVpcAttachment = TransitGatewayAttachmentView.Vpc(row, change) };
    }

    private static TransitGatewayAttachmentRow Row(
        Change change, TransitGatewayRow gateway, string owner, string vpcId,
        CreateTransitGatewayVpcAttachmentRequest input) =>
        new(change.NewId("tgw-attach"))
        {
            TransitGatewayId = gateway.Id,
            GatewayAccount = owner,
            Type = TransitGatewayAttachmentResourceType.Vpc,
            ResourceId = vpcId,
            ResourceAccount = change.Account,
            State = TransitGatewayAttachmentState.Pending,
            CreationTime = change.Now,
            SubnetIds = [.. (input.SubnetIds ?? []).Distinct(StringComparer.Ordinal)],
            HasDnsSupport = TransitGatewayRules.Read(input.Options?.DnsSupport, true),
            HasSecurityGroupReferencingSupport =
                TransitGatewayRules.Read(input.Options?.SecurityGroupReferencingSupport, true),
            HasIpv6Support = TransitGatewayRules.Read(input.Options?.Ipv6Support, false),
            IsApplianceMode = TransitGatewayRules.Read(input.Options?.ApplianceModeSupport, false),
        };
}

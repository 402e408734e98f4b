using Virga.Ec2.Tags;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.EgressOnlyInternetGateways;

/// <summary>Creates an egress-only internet gateway in a VPC.</summary>
internal sealed class CreateEgressOnlyInternetGateway
    : IMutation<CreateEgressOnlyInternetGatewayRequest, CreateEgressOnlyInternetGatewayResult>
{
    public static CreateEgressOnlyInternetGatewayResult Run(
        CreateEgressOnlyInternetGatewayRequest input, Change change)
    {
        var vpc = change.Named<VpcRow>(input.VpcId);
        Quota.EgressOnlyInternetGateways.Check(change, () => change.Rows<EgressOnlyInternetGatewayRow>().Count);
        var row = change.Put(new EgressOnlyInternetGatewayRow(change.NewId("eigw")) { VpcId = vpc.Id });
        change.TagNew(input.TagSpecifications, EgressOnlyInternetGatewayRow.Kind.ResourceType!, row.Id);
        return new() { EgressOnlyInternetGateway = View(row, change), ClientToken = input.ClientToken };
    }

    /// <summary>The gateway as AWS shows it.</summary>
    public static EgressOnlyInternetGateway View(EgressOnlyInternetGatewayRow row, WorldView at) => new()
    {
        EgressOnlyInternetGatewayId = row.Id,
        Attachments = [new() { VpcId = row.VpcId, State = AttachmentStatus.Attached }],
        Tags = at.TagsOf(row.Id),
    };
}

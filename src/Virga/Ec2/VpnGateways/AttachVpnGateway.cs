using Virga.Ec2.TransitGateways;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>Attaches a virtual private gateway to a VPC; each has one of the other at most.</summary>
internal sealed class AttachVpnGateway : IMutation<AttachVpnGatewayRequest, AttachVpnGatewayResult>
{
    public static AttachVpnGatewayResult Run(AttachVpnGatewayRequest input, Change change)
    {
        var row = VpnGatewayView.Live(change, input.VpnGatewayId);
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (row.AttachmentState is AttachmentStatus.Attached or AttachmentStatus.Attaching && row.VpcId == vpc.Id)
            return Answer(row);
        if (row.AttachmentState is not null and not AttachmentStatus.Detached) throw Ec2Errors.VpnGatewayInUse();
        if (change.Rows<VpnGatewayRow>().Any(VpnGatewayRow.ByVpc, vpc.Id)) throw Ec2Errors.VpcHasVpnGateway(vpc.Id);
        row = change.Put(row with { VpcId = vpc.Id, AttachmentState = AttachmentStatus.Attaching });
        change.Later<VpnGatewaySettles>(TransitGatewayRules.Delay, row.Id);
        return Answer(row);
    }

    private static AttachVpnGatewayResult Answer(VpnGatewayRow row) =>
        new() { VpcAttachment = new() { VpcId = row.VpcId, State = row.AttachmentState } };
}

/// <summary>An attachment is made, or gone.</summary>
internal sealed class VpnGatewaySettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<VpnGatewayRow>(subject) is not { } row) return;
        if (row.AttachmentState == AttachmentStatus.Attaching)
            change.Put(row with { AttachmentState = AttachmentStatus.Attached });
        else if (row.AttachmentState == AttachmentStatus.Detaching)
            change.Put(row with { AttachmentState = AttachmentStatus.Detached });
    }
}

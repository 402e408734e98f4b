using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClassicLink;

/// <summary>Retired with EC2-Classic.</summary>
internal sealed class AttachClassicLinkVpc : IQuery<AttachClassicLinkVpcRequest, AttachClassicLinkVpcResult>
{
    public static AttachClassicLinkVpcResult Run(AttachClassicLinkVpcRequest input, WorldView at) =>
        throw ClassicLinkErrors.Retired();
}

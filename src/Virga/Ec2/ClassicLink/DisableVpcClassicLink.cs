using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClassicLink;

/// <summary>Retired with EC2-Classic.</summary>
internal sealed class DisableVpcClassicLink : IQuery<DisableVpcClassicLinkRequest, DisableVpcClassicLinkResult>
{
    public static DisableVpcClassicLinkResult Run(DisableVpcClassicLinkRequest input, WorldView at) =>
        throw ClassicLinkErrors.Retired();
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClassicLink;

/// <summary>Retired with EC2-Classic.</summary>
internal sealed class DisableVpcClassicLinkDnsSupport
    : IQuery<DisableVpcClassicLinkDnsSupportRequest, DisableVpcClassicLinkDnsSupportResult>
{
    public static DisableVpcClassicLinkDnsSupportResult Run(
        DisableVpcClassicLinkDnsSupportRequest input, WorldView at) =>
        throw ClassicLinkErrors.Retired();
}

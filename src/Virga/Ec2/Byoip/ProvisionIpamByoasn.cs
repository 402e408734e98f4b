using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Byoip;

/// <summary>Would provision a number of one's own; nobody here can check who owns it.</summary>
internal sealed class ProvisionIpamByoasn : IQuery<ProvisionIpamByoasnRequest, ProvisionIpamByoasnResult>
{
    public static ProvisionIpamByoasnResult Run(ProvisionIpamByoasnRequest input, WorldView at) =>
        throw ByoipErrors.Unproved(input.Asn!);
}

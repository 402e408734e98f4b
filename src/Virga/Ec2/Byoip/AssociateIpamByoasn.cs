using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Byoip;

/// <summary>Would act on a block or number of one's own; none is provisioned.</summary>
internal sealed class AssociateIpamByoasn : IQuery<AssociateIpamByoasnRequest, AssociateIpamByoasnResult>
{
    public static AssociateIpamByoasnResult Run(AssociateIpamByoasnRequest input, WorldView at) =>
        throw ByoipErrors.NotProvisioned(input.Asn!);
}

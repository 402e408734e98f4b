using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Byoip;

/// <summary>Would act on a block or number of one's own; none is provisioned.</summary>
internal sealed class DeprovisionByoipCidr : IQuery<DeprovisionByoipCidrRequest, DeprovisionByoipCidrResult>
{
    public static DeprovisionByoipCidrResult Run(DeprovisionByoipCidrRequest input, WorldView at) =>
        throw ByoipErrors.NotProvisioned(input.Cidr!);
}

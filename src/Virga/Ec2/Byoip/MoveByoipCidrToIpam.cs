using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Byoip;

/// <summary>Would act on a block or number of one's own; none is provisioned.</summary>
internal sealed class MoveByoipCidrToIpam : IQuery<MoveByoipCidrToIpamRequest, MoveByoipCidrToIpamResult>
{
    public static MoveByoipCidrToIpamResult Run(MoveByoipCidrToIpamRequest input, WorldView at) =>
        throw ByoipErrors.NotProvisioned(input.Cidr!);
}

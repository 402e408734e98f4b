using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Byoip;

/// <summary>Would provision a block of one's own; nobody here can check who owns it.</summary>
internal sealed class ProvisionByoipCidr : IQuery<ProvisionByoipCidrRequest, ProvisionByoipCidrResult>
{
    public static ProvisionByoipCidrResult Run(ProvisionByoipCidrRequest input, WorldView at) =>
        throw ByoipErrors.Unproved(input.Cidr!);
}

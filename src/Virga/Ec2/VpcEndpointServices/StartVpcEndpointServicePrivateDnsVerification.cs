using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>
/// Asks for the proof that a private name is the user's. Nobody here can find it: it goes on waiting.
/// </summary>
internal sealed class StartVpcEndpointServicePrivateDnsVerification
    : IQuery<StartVpcEndpointServicePrivateDnsVerificationRequest, StartVpcEndpointServicePrivateDnsVerificationResult>
{
    public static StartVpcEndpointServicePrivateDnsVerificationResult Run(
        StartVpcEndpointServicePrivateDnsVerificationRequest input, WorldView at)
    {
        var row = at.Named<VpcEndpointServiceRow>(input.ServiceId);
        return row.PrivateDnsName is null
            ? throw Ec2Errors.IncorrectState($"The service {row.Id} has no private DNS name.")
            : new() { ReturnValue = true };
    }
}

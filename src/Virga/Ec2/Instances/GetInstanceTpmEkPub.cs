using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>The public key of an instance's TPM; there is none in any instance here, as in most on AWS.</summary>
internal sealed class GetInstanceTpmEkPub : IQuery<GetInstanceTpmEkPubRequest, GetInstanceTpmEkPubResult>
{
    public static GetInstanceTpmEkPubResult Run(GetInstanceTpmEkPubRequest input, WorldView at)
    {
        var instance = ChosenInstances.One(at, input.InstanceId);
        throw new AwsException(
            "UnsupportedOperation", $"The instance '{instance.Id}' does not have NitroTPM enabled.");
    }
}

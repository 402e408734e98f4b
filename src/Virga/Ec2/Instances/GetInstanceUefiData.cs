using Virga.Ec2.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// The UEFI variables of an instance: those that its image was registered with. Firmware that writes variables does not
/// run here, so that an instance whose image brings none has none to show.
/// </summary>
internal sealed class GetInstanceUefiData : IQuery<GetInstanceUefiDataRequest, GetInstanceUefiDataResult>
{
    public static GetInstanceUefiDataResult Run(GetInstanceUefiDataRequest input, WorldView at)
    {
        var instance = ChosenInstances.One(at, input.InstanceId);
        var data = at.Find<ImageRow>(instance.ImageId)?.UefiData;
        return data is null
            ? throw new AwsException("UnsupportedOperation",
                $"The instance '{instance.Id}' has no UEFI data: its image was registered without any.")
            : new() { InstanceId = instance.Id, UefiData = data };
    }
}

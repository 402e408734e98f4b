using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// The password of a Windows instance. No backend generates one, so it is empty, which AWS answers too until the
/// password is there; and always for Linux.
/// </summary>
internal sealed class GetPasswordData : IQuery<GetPasswordDataRequest, GetPasswordDataResult>
{
    public static GetPasswordDataResult Run(GetPasswordDataRequest input, WorldView at)
    {
        var instance = ChosenInstances.One(at, input.InstanceId);
        return new() { InstanceId = instance.Id, Timestamp = instance.LaunchTime, PasswordData = "" };
    }
}

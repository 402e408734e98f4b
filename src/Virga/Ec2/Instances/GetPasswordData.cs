using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// The sealed password of a simulated Windows instance. It is empty until the password is there; and always for Linux
/// and for real machines, where no backend sets one.
/// </summary>
internal sealed class GetPasswordData : IQuery<GetPasswordDataRequest, GetPasswordDataResult>
{
    public static GetPasswordDataResult Run(GetPasswordDataRequest input, WorldView at)
    {
        var instance = ChosenInstances.One(at, input.InstanceId);
        return new()
        {
            InstanceId = instance.Id,
            Timestamp = instance.PasswordTime ?? instance.LaunchTime,
            PasswordData = instance.PasswordData ?? "",
        };
    }
}

using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.BundleTasks;

/// <summary>
/// Bundles a Windows instance whose root device is an instance store. No current image has such a root device, here or
/// on AWS, so the answer is AWS's error for all others (EC2 API Reference, error code InvalidInstanceType).
/// </summary>
internal sealed class BundleInstance : IMutation<BundleInstanceRequest, BundleInstanceResult>
{
    public static BundleInstanceResult Run(BundleInstanceRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        throw new AwsException("InvalidInstanceType",
            $"The instance '{instance.Id}' is not an instance store-backed Windows instance and cannot be bundled.");
    }
}


using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.BundleTasks;

/// <summary>Cancels a bundling; there is none, since none can be begun.</summary>
internal sealed class CancelBundleTask : IMutation<CancelBundleTaskRequest, CancelBundleTaskResult>
{
    public static CancelBundleTaskResult Run(CancelBundleTaskRequest input, Change change) =>
        throw NotFound(input.BundleId!);

    public static AwsException NotFound(string id) =>
        new("InvalidBundleID.NotFound", $"The bundle task ID '{id}' does not exist");
}

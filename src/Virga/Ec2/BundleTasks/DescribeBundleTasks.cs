using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.BundleTasks;

/// <summary>Lists bundlings; there are none, since none can be begun.</summary>
internal sealed class DescribeBundleTasks : IQuery<DescribeBundleTasksRequest, DescribeBundleTasksResult>
{
    private static readonly Filters<BundleTask> Filters = new()
    {
        { "bundle-id", one => one.BundleId },
        { "error-code", one => one.BundleTaskError?.Code },
        { "error-message", one => one.BundleTaskError?.Message },
        { "instance-id", one => one.InstanceId },
        { "progress", one => one.Progress },
        { "s3-bucket", one => one.Storage?.S3?.Bucket },
        { "s3-prefix", one => one.Storage?.S3?.Prefix },
        { "start-time", one => one.StartTime },
        { "state", one => one.State },
        { "update-time", one => one.UpdateTime },
    };

    public static DescribeBundleTasksResult Run(DescribeBundleTasksRequest input, WorldView at)
    {
        if (input.BundleIds is [var first, ..]) throw CancelBundleTask.NotFound(first);
        return new() { BundleTasks = FactList.Filter([], Filters, input.Filters) };
    }
}

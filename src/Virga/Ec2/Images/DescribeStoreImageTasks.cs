using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists images that are being kept in S3; there are none.</summary>
internal sealed class DescribeStoreImageTasks : IQuery<DescribeStoreImageTasksRequest, DescribeStoreImageTasksResult>
{
    public static DescribeStoreImageTasksResult Run(DescribeStoreImageTasksRequest input, WorldView at)
    {
        foreach (var id in input.ImageIds ?? [])
        {
            Ids.Check(ImageRow.Kind, id);
            if (KnownImage.Find(at, id) is null) throw Ec2Errors.AmiNotFound(id);
        }

        NoItems.Check(input.Filters, input.NextToken, "task-state", "bucket");
        return new() { StoreImageTaskResults = [] };
    }
}

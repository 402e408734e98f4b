using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Lists AMIs that were stored, the latest first; those of the last 31 days, as AWS does.</summary>
internal sealed class DescribeStoreImageTasks : IQuery<DescribeStoreImageTasksRequest, DescribeStoreImageTasksResult>
{
    private const int ShownDays = 31;

    private static readonly Listing<StoreImageTaskRow, StoreImageTaskResult> Tasks = new()
    {
        View = (row, _) => StoreImageTaskRow.View(row),
        Filters = new()
        {
            { "task-state", task => task.StoreTaskState },
            { "bucket", task => task.Bucket },
        },
        IsVisible = (row, at) => row.StartTime >= at.Now.AddDays(-ShownDays),
    };

    public static DescribeStoreImageTasksResult Run(DescribeStoreImageTasksRequest input, WorldView at)
    {
        if (input.ImageIds is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                Ids.Check(ImageRow.Kind, id);
                if (KnownImage.Find(at, id) is null) throw Ec2Errors.AmiNotFound(id);
            }

            return new() { StoreImageTaskResults = [.. Shown(at, ids.Select(at.Find<StoreImageTaskRow>))] };
        }

        var all = Tasks.Page(at, null, input.Filters).Items;
        all.Reverse();
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { StoreImageTaskResults = page.Items, NextToken = page.NextToken };
    }

    private static IEnumerable<StoreImageTaskResult> Shown(WorldView at, IEnumerable<StoreImageTaskRow?> rows) =>
        rows.OfType<StoreImageTaskRow>()
            .Where(row => row.StartTime >= at.Now.AddDays(-ShownDays))
            .OrderByDescending(row => row.StartTime)
            .Select(StoreImageTaskRow.View);
}

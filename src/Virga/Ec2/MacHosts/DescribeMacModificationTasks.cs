using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.MacHosts;

/// <summary>Lists changes of Macs; there are none, since no macOS runs here.</summary>
internal sealed class DescribeMacModificationTasks
    : IQuery<DescribeMacModificationTasksRequest, DescribeMacModificationTasksResult>
{
    public static DescribeMacModificationTasksResult Run(DescribeMacModificationTasksRequest input, WorldView at)
    {
        if (input.MacModificationTaskIds is [var first, ..])
            throw NoItems.Absent("macmodification", "InvalidMacModificationTaskID", "Mac modification task ID", first);
        NoItems.Check(
            input.Filters, input.NextToken,
            "instance-id", "task-state", "mac-system-integrity-protection-configuration.sip-status",
            "start-time", "task-type");
        return new() { MacModificationTasks = [] };
    }
}

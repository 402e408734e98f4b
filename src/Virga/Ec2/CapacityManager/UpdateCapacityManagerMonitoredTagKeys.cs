using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Would choose tag keys as dimensions of what is collected; nothing is.</summary>
internal sealed class UpdateCapacityManagerMonitoredTagKeys
    : IMutation<UpdateCapacityManagerMonitoredTagKeysRequest, UpdateCapacityManagerMonitoredTagKeysResult>
{
    public static UpdateCapacityManagerMonitoredTagKeysResult Run(
        UpdateCapacityManagerMonitoredTagKeysRequest input, Change change) =>
        throw NoDataExports.Off();
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Would list tag keys that are dimensions of what is collected; nothing is.</summary>
internal sealed class GetCapacityManagerMonitoredTagKeys
    : IQuery<GetCapacityManagerMonitoredTagKeysRequest, GetCapacityManagerMonitoredTagKeysResult>
{
    public static GetCapacityManagerMonitoredTagKeysResult Run(
        GetCapacityManagerMonitoredTagKeysRequest input, WorldView at) =>
        throw NoDataExports.Off();
}

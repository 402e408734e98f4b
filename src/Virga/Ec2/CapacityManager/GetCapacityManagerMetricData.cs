using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Would show how capacity was used; nothing is collected.</summary>
internal sealed class GetCapacityManagerMetricData
    : IQuery<GetCapacityManagerMetricDataRequest, GetCapacityManagerMetricDataResult>
{
    public static GetCapacityManagerMetricDataResult Run(
        GetCapacityManagerMetricDataRequest input, WorldView at) =>
        throw NoDataExports.Off();
}

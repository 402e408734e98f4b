using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Would show what capacity was used of; nothing is collected.</summary>
internal sealed class GetCapacityManagerMetricDimensions
    : IQuery<GetCapacityManagerMetricDimensionsRequest, GetCapacityManagerMetricDimensionsResult>
{
    public static GetCapacityManagerMetricDimensionsResult Run(
        GetCapacityManagerMetricDimensionsRequest input, WorldView at) =>
        throw NoDataExports.Off();
}

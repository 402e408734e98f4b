using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CoipPools;

/// <summary>Would list who uses customer-owned addresses; there are none.</summary>
internal sealed class GetCoipPoolUsage : IQuery<GetCoipPoolUsageRequest, GetCoipPoolUsageResult>
{
    public static GetCoipPoolUsageResult Run(GetCoipPoolUsageRequest input, WorldView at) =>
        throw CoipPoolIds.Absent(input.PoolId!);
}

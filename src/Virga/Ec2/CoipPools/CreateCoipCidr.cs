using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CoipPools;

/// <summary>Would add a block to a pool of customer-owned addresses; there is none.</summary>
internal sealed class CreateCoipCidr : IQuery<CreateCoipCidrRequest, CreateCoipCidrResult>
{
    public static CreateCoipCidrResult Run(CreateCoipCidrRequest input, WorldView at) =>
        throw CoipPoolIds.Absent(input.CoipPoolId!);
}

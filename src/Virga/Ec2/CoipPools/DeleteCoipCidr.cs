using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CoipPools;

/// <summary>Would remove a block of a pool of customer-owned addresses; there is none.</summary>
internal sealed class DeleteCoipCidr : IQuery<DeleteCoipCidrRequest, DeleteCoipCidrResult>
{
    public static DeleteCoipCidrResult Run(DeleteCoipCidrRequest input, WorldView at) =>
        throw CoipPoolIds.Absent(input.CoipPoolId!);
}

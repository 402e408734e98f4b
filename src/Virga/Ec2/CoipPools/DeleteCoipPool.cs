using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CoipPools;

/// <summary>Would delete a pool of customer-owned addresses; there is none.</summary>
internal sealed class DeleteCoipPool : IQuery<DeleteCoipPoolRequest, DeleteCoipPoolResult>
{
    public static DeleteCoipPoolResult Run(DeleteCoipPoolRequest input, WorldView at) =>
        throw CoipPoolIds.Absent(input.CoipPoolId!);
}

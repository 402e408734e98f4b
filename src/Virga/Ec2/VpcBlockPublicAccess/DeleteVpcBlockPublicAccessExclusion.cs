using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Deletes an exclusion.</summary>
internal sealed class DeleteVpcBlockPublicAccessExclusion
    : IMutation<DeleteVpcBlockPublicAccessExclusionRequest, DeleteVpcBlockPublicAccessExclusionResult>
{
    public static DeleteVpcBlockPublicAccessExclusionResult Run(
        DeleteVpcBlockPublicAccessExclusionRequest input, Change change)
    {
        var row = change.Named<BlockPublicAccessExclusionRow>(input.ExclusionId);
        if (row.IsOver) throw BlockPublicAccessExclusionRow.Kind.NotFound!(row.Id);
        row = change.Put(row with
        {
            State = VpcBlockPublicAccessExclusionState.DeleteInProgress,
            Updated = change.Now,
            Deleted = change.Now,
        });
        change.Later<BlockPublicAccessSettles>(BlockPublicAccessSettles.Delay, row.Id);
        return new() { VpcBlockPublicAccessExclusion = BlockPublicAccessView.Exclusion(row, change) };
    }
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Changes what an exclusion allows.</summary>
internal sealed class ModifyVpcBlockPublicAccessExclusion
    : IMutation<ModifyVpcBlockPublicAccessExclusionRequest, ModifyVpcBlockPublicAccessExclusionResult>
{
    public static ModifyVpcBlockPublicAccessExclusionResult Run(
        ModifyVpcBlockPublicAccessExclusionRequest input, Change change)
    {
        var row = change.Named<BlockPublicAccessExclusionRow>(input.ExclusionId);
        if (row.IsOver) throw BlockPublicAccessExclusionRow.Kind.NotFound!(row.Id);
        row = change.Put(row with
        {
            Mode = input.InternetGatewayExclusionMode!,
            State = VpcBlockPublicAccessExclusionState.UpdateInProgress,
            Updated = change.Now,
        });
        change.Later<BlockPublicAccessSettles>(BlockPublicAccessSettles.Delay, row.Id);
        return new() { VpcBlockPublicAccessExclusion = BlockPublicAccessView.Exclusion(row, change) };
    }
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Keeps the account's VPCs of a region from the internet, or lets them.</summary>
internal sealed class ModifyVpcBlockPublicAccessOptions
    : IMutation<ModifyVpcBlockPublicAccessOptionsRequest, ModifyVpcBlockPublicAccessOptionsResult>
{
    public static ModifyVpcBlockPublicAccessOptionsResult Run(
        ModifyVpcBlockPublicAccessOptionsRequest input, Change change)
    {
        change.Put(new BlockPublicAccessRow(BlockPublicAccessRow.Only)
        {
            Mode = input.InternetGatewayBlockMode!,
            State = VpcBlockPublicAccessState.UpdateInProgress,
            Updated = change.Now,
        });
        change.Later<BlockPublicAccessSettles>(BlockPublicAccessSettles.Delay, BlockPublicAccessRow.Only);
        return new() { VpcBlockPublicAccessOptions = BlockPublicAccessView.Options(change) };
    }
}

/// <summary>Options or an exclusion reach the state that they are on their way to.</summary>
internal sealed class BlockPublicAccessSettles : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<BlockPublicAccessRow>(subject) is { } options)
            change.Put(options with { State = VpcBlockPublicAccessState.UpdateComplete });
        if (change.Find<BlockPublicAccessExclusionRow>(subject) is not { } row) return;
        change.Put(row with { State = row.State.Replace("-in-progress", "-complete", StringComparison.Ordinal) });
        if (row.IsOver) change.Expire<BlockPublicAccessExclusionFades>(TimeSpan.FromHours(1), row.Id);
    }
}

/// <summary>A deleted exclusion disappears from listings.</summary>
internal sealed class BlockPublicAccessExclusionFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<BlockPublicAccessExclusionRow>(subject);
}

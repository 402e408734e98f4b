using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Options and exclusions as AWS shows them.</summary>
internal static class BlockPublicAccessView
{
    public static VpcBlockPublicAccessOptions Options(WorldView at)
    {
        var row = at.Find<BlockPublicAccessRow>(BlockPublicAccessRow.Only);
        return new()
        {
            AwsAccountId = at.Account,
            AwsRegion = at.Region,
            State = row?.State ?? VpcBlockPublicAccessState.DefaultState,
            InternetGatewayBlockMode = row?.Mode ?? BlockPublicAccess.Off,
            LastUpdateTimestamp = row?.Updated,
            ManagedBy = ManagedBy.Account,
            ExclusionsAllowed = VpcBlockPublicAccessExclusionsAllowed.Allowed,
        };
    }

    public static VpcBlockPublicAccessExclusion Exclusion(BlockPublicAccessExclusionRow row, WorldView at) => new()
    {
        ExclusionId = row.Id,
        InternetGatewayExclusionMode = row.Mode,
        ResourceArn = at.Ec2Arn(Ids.PrefixOf(row.ResourceId), row.ResourceId),
        State = row.State,
        CreationTimestamp = row.Created,
        LastUpdateTimestamp = row.Updated,
        DeletionTimestamp = row.Deleted,
        Tags = at.TagsOf(row.Id),
    };
}

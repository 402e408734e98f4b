using Virga.Ec2.Ipams;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Resolvers and their targets as AWS shows them.</summary>
internal static class ResolverView
{
    public static IpamPrefixListResolver Of(IpamPrefixListResolverRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        IpamPrefixListResolverId = row.Id,
        IpamPrefixListResolverArn = IpamRules.Arn(at, "ipam-prefix-list-resolver", row.Id),
        IpamArn = IpamRules.Arn(at, "ipam", row.IpamId),
        IpamRegion = at.Region,
        Description = row.Description,
        AddressFamily = row.IsIpv4 ? AddressFamily.Ipv4 : AddressFamily.Ipv6,
        State = IpamPrefixListResolverState.CreateComplete,
        LastVersionCreationStatus = IpamPrefixListResolverVersionCreationStatus.Success,
        Tags = at.TagsOf(row.Id),
    };

    public static IpamPrefixListResolverTarget Target(IpamPrefixListResolverTargetRow row, WorldView at) => new()
    {
        IpamPrefixListResolverTargetId = row.Id,
        IpamPrefixListResolverTargetArn = IpamRules.Arn(at, "ipam-prefix-list-resolver-target", row.Id),
        IpamPrefixListResolverId = row.ResolverId,
        OwnerId = at.Account,
        PrefixListId = row.PrefixListId,
        PrefixListRegion = row.PrefixListRegion,
        DesiredVersion = row.DesiredVersion,
        LastSyncedVersion = row.SyncedVersion,
        TrackLatestVersion = row.TracksLatest,
        State = row.State,
        StateMessage = row.StateMessage,
        Tags = at.TagsOf(row.Id),
    };
}

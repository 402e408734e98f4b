using Virga.Ec2.Tags;
using Virga.Ec2.Zones;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PrefixLists;

/// <summary>A managed prefix list as AWS shows it. AWS's own show neither version nor size.</summary>
internal static class PrefixListView
{
    public static ManagedPrefixList Of(PrefixListRow row, WorldView at)
    {
        var partition = PartitionFacts.OfRegion(at.Region).Name;
        var owner = row.IsAwsManaged ? "aws" : at.Account;
        var target = row.IsAwsManaged ? null : PrefixListUse.ResolverTarget(at, row.Id);
        return new()
        {
            PrefixListId = row.Id,
            PrefixListName = row.Name,
            PrefixListArn = $"arn:{partition}:ec2:{at.Region}:{owner}:prefix-list/{row.Id}",
            AddressFamily = row.AddressFamily,
            State = row.State,
            MaxEntries = row.IsAwsManaged ? null : row.MaxEntries,
            Version = row.IsAwsManaged ? null : row.Versions.Count,
            OwnerId = row.IsAwsManaged ? PrefixListRow.Aws : at.Account,
            IpamPrefixListResolverTargetId = target?.Id,
            IpamPrefixListResolverSyncEnabled = target is null ? null : true,
            Tags = at.TagsOf(row.Id),
        };
    }
}

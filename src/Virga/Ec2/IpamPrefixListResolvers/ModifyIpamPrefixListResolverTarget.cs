using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Chooses another version for a target, or the newest at each time.</summary>
internal sealed class ModifyIpamPrefixListResolverTarget
    : IMutation<ModifyIpamPrefixListResolverTargetRequest, ModifyIpamPrefixListResolverTargetResult>
{
    public static ModifyIpamPrefixListResolverTargetResult Run(
        ModifyIpamPrefixListResolverTargetRequest input, Change change)
    {
        var row = change.Named<IpamPrefixListResolverTargetRow>(input.IpamPrefixListResolverTargetId);
        row = change.Put(row with
        {
            DesiredVersion = input.DesiredVersion ?? row.DesiredVersion,
            TracksLatest = input.TrackLatestVersion ?? (input.DesiredVersion is null && row.TracksLatest),
        });
        row = ResolverSync.Sync(change, change.Get<IpamPrefixListResolverRow>(row.ResolverId), row);
        return new() { IpamPrefixListResolverTarget = ResolverView.Target(row, change) };
    }
}

using Virga.Ec2.PrefixLists;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Gives a prefix list the entries of a resolver, from now on.</summary>
internal sealed class CreateIpamPrefixListResolverTarget
    : IMutation<CreateIpamPrefixListResolverTargetRequest, CreateIpamPrefixListResolverTargetResult>
{
    public static CreateIpamPrefixListResolverTargetResult Run(
        CreateIpamPrefixListResolverTargetRequest input, Change change)
    {
        var resolver = change.Named<IpamPrefixListResolverRow>(input.IpamPrefixListResolverId);
        var there = change.At(new Scope(change.Account, input.PrefixListRegion!));
        var list = PrefixListRules.Own(there, input.PrefixListId);
        if (list.AddressFamily == "IPv4" != resolver.IsIpv4)
            throw CommonErrors.InvalidParameterValue($"The prefix list {list.Id} is of the other address family.");
        if (PrefixListUse.ResolverTarget(change, list.Id) is not null)
            throw CommonErrors.InvalidParameterValue($"The prefix list {list.Id} is a target already.");
        var row = change.Put(new IpamPrefixListResolverTargetRow(change.NewId("ipam-plr-target"))
        {
            ResolverId = resolver.Id,
            PrefixListId = list.Id,
            PrefixListRegion = there.Region,
            DesiredVersion = input.DesiredVersion,
            TracksLatest = input.TrackLatestVersion == true,
            State = IpamPrefixListResolverTargetState.CreateInProgress,
        });
        change.TagNew(input.TagSpecifications, ResourceType.IpamPrefixListResolverTarget, row.Id);
        var shape = ResolverView.Target(row, change);
        ResolverSync.Sync(change, resolver, row);
        return new() { IpamPrefixListResolverTarget = shape };
    }
}

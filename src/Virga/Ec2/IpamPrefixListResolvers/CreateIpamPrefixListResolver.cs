using Virga.Ec2.Ipams;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Creates a resolver with its first version.</summary>
internal sealed class CreateIpamPrefixListResolver
    : IMutation<CreateIpamPrefixListResolverRequest, CreateIpamPrefixListResolverResult>
{
    public static CreateIpamPrefixListResolverResult Run(CreateIpamPrefixListResolverRequest input, Change change)
    {
        var ipam = change.Named<IpamRow>(input.IpamId);
        var isIpv4 = input.AddressFamily == AddressFamily.Ipv4;
        var row = change.Put(new IpamPrefixListResolverRow(change.NewId("ipam-plr"))
        {
            IpamId = ipam.Id,
            IsIpv4 = isIpv4,
            Description = input.Description,
            Rules = ResolverRules.Read(change, ipam.Id, isIpv4, input.Rules),
        });
        row = ResolverSync.Refresh(change, row);
        change.TagNew(input.TagSpecifications, ResourceType.IpamPrefixListResolver, row.Id);
        return new() { IpamPrefixListResolver = ResolverView.Of(row, change) };
    }
}

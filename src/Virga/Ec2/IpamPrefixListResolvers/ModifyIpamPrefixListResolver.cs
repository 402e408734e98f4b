using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IpamPrefixListResolvers;

/// <summary>Changes description or rules; rules make a version where they choose other blocks.</summary>
internal sealed class ModifyIpamPrefixListResolver
    : IMutation<ModifyIpamPrefixListResolverRequest, ModifyIpamPrefixListResolverResult>
{
    public static ModifyIpamPrefixListResolverResult Run(ModifyIpamPrefixListResolverRequest input, Change change)
    {
        var row = change.Named<IpamPrefixListResolverRow>(input.IpamPrefixListResolverId);
        row = change.Put(row with
        {
            Description = input.Description ?? row.Description,
            Rules = input.Rules is null
                ? row.Rules
                : ResolverRules.Read(change, row.IpamId, row.IsIpv4, input.Rules),
        });
        row = ResolverSync.Refresh(change, row);
        return new() { IpamPrefixListResolver = ResolverView.Of(row, change) };
    }
}

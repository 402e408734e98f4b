using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Changes a scope's description.</summary>
internal sealed class ModifyIpamScope : IMutation<ModifyIpamScopeRequest, ModifyIpamScopeResult>
{
    public static ModifyIpamScopeResult Run(ModifyIpamScopeRequest input, Change change)
    {
        var row = change.Named<IpamScopeRow>(input.IpamScopeId);
        if (input.ExternalAuthorityConfiguration is not null)
            throw new AwsException("UnsupportedOperation", "Virga knows no external authority of addresses.");
        row = IpamRules.Settle(change, row with
        {
            State = "modify-in-progress", Description = input.Description ?? row.Description,
        });
        return new() { IpamScope = IpamView.Scope(row, change) };
    }
}

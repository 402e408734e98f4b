using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Creates a private scope.</summary>
internal sealed class CreateIpamScope : IMutation<CreateIpamScopeRequest, CreateIpamScopeResult>
{
    public static CreateIpamScopeResult Run(CreateIpamScopeRequest input, Change change)
    {
        var ipam = change.Named<IpamRow>(input.IpamId);
        if (input.ExternalAuthorityConfiguration is not null)
            throw new AwsException("UnsupportedOperation", "Virga knows no external authority of addresses.");
        var row = IpamRules.Settle(change, new IpamScopeRow(change.NewId("ipam-scope"))
        {
            IpamId = ipam.Id, State = "create-in-progress", IsPublic = false, IsDefault = false,
            Description = input.Description,
        });
        change.TagNew(input.TagSpecifications, ResourceType.IpamScope, row.Id);
        return new() { IpamScope = IpamView.Scope(row, change) };
    }
}

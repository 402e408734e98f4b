using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Creates a policy without rules.</summary>
internal sealed class CreateIpamPolicy : IMutation<CreateIpamPolicyRequest, CreateIpamPolicyResult>
{
    public static CreateIpamPolicyResult Run(CreateIpamPolicyRequest input, Change change)
    {
        var ipam = change.Named<IpamRow>(input.IpamId);
        var row = change.Put(new IpamPolicyRow(change.NewId("ipam-policy")) { IpamId = ipam.Id });
        change.TagNew(input.TagSpecifications, ResourceType.IpamPolicy, row.Id);
        var shape = IpamPolicies.Of(row, change);
        shape.State = IpamPolicyState.CreateInProgress;
        return new() { IpamPolicy = shape };
    }
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Deletes a policy that does not hold.</summary>
internal sealed class DeleteIpamPolicy : IMutation<DeleteIpamPolicyRequest, DeleteIpamPolicyResult>
{
    public static DeleteIpamPolicyResult Run(DeleteIpamPolicyRequest input, Change change)
    {
        var row = change.Named<IpamPolicyRow>(input.IpamPolicyId);
        if (row.IsEnabled) throw Ec2Errors.IncorrectState($"The policy {row.Id} is enabled.");
        var shape = IpamPolicies.Of(row, change);
        shape.State = IpamPolicyState.DeleteInProgress;
        change.Remove<IpamPolicyRow>(row.Id);
        return new() { IpamPolicy = shape };
    }
}

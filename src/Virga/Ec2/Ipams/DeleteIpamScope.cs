using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Deletes a scope without pools that is no default.</summary>
internal sealed class DeleteIpamScope : IMutation<DeleteIpamScopeRequest, DeleteIpamScopeResult>
{
    public static DeleteIpamScopeResult Run(DeleteIpamScopeRequest input, Change change)
    {
        var row = change.Named<IpamScopeRow>(input.IpamScopeId);
        if (row.IsDefault) throw Ec2Errors.OperationNotPermitted($"The default scope {row.Id} cannot be deleted.");
        if (change.Rows<IpamPoolRow>().Any(IpamPoolRow.ByScope, row.Id))
            throw Ec2Errors.DependencyViolation($"The ipam scope '{row.Id}' has pools and cannot be deleted.");
        row = IpamRules.Settle(change, row with { State = "delete-in-progress" });
        return new() { IpamScope = IpamView.Scope(row, change) };
    }
}

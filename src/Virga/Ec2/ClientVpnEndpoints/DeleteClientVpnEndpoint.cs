using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Deletes an endpoint without target networks.</summary>
internal sealed class DeleteClientVpnEndpoint
    : IMutation<DeleteClientVpnEndpointRequest, DeleteClientVpnEndpointResult>
{
    public static DeleteClientVpnEndpointResult Run(DeleteClientVpnEndpointRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        if (row.Targets.Count > 0)
            throw Ec2Errors.DependencyViolation(
                $"The endpoint {row.Id} has target networks, which must be disassociated first.");
        row = ClientVpnRules.Begin(change, row with { IsDeleting = true });
        return new() { Status = ClientVpnView.Status(row) };
    }
}

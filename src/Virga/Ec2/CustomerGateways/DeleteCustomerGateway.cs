using Virga.Ec2.TransitGateways;
using Virga.Ec2.VpnConnections;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CustomerGateways;

/// <summary>Deletes a customer gateway without VPN connections.</summary>
internal sealed class DeleteCustomerGateway : IMutation<DeleteCustomerGatewayRequest, DeleteCustomerGatewayResult>
{
    public static DeleteCustomerGatewayResult Run(DeleteCustomerGatewayRequest input, Change change)
    {
        var row = CustomerGatewayView.Live(change, input.CustomerGatewayId);
        if (change.Rows<VpnConnectionRow>().Any(one => one.CustomerGatewayId == row.Id && !one.IsOver))
            throw Ec2Errors.IncorrectState("The customer gateway is in use.");
        change.Put(row with { State = "deleted" });
        change.Expire<CustomerGatewayFades>(TransitGatewayRules.Visible, row.Id);
        return new();
    }
}

/// <summary>A deleted gateway disappears from listings.</summary>
internal sealed class CustomerGatewayFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<CustomerGatewayRow>(subject);
}

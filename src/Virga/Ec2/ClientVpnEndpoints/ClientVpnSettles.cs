using Virga.Ec2.NetworkInterfaces;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Whatever of an endpoint is on its way arrives: minutes on AWS, a second here.</summary>
internal sealed class ClientVpnSettles : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<ClientVpnEndpointRow>(subject) is not { } row) return;
        foreach (var target in row.Targets.Where(IsLeaving)) Leave(change, target);
        if (row.IsDeleting)
        {
            change.Remove<ClientVpnEndpointRow>(row.Id);
            return;
        }

        change.Put(row with
        {
            Targets =
            [
                .. row.Targets.Where(one => !IsLeaving(one))
                    .Select(one => one with { State = AssociationStatusCode.Associated }),
            ],
            Routes =
            [
                .. row.Routes.Where(one => one.State != ClientVpnRouteStatusCode.Deleting)
                    .Select(one => one with { State = ClientVpnRouteStatusCode.Active }),
            ],
            Rules =
            [
                .. row.Rules.Where(one => one.State != ClientVpnAuthorizationRuleStatusCode.Revoking)
                    .Select(one => one with { State = ClientVpnAuthorizationRuleStatusCode.Active }),
            ],
        });
    }

    private static bool IsLeaving(ClientVpnTarget target) => target.State == AssociationStatusCode.Disassociating;

    private static void Leave(Change change, ClientVpnTarget target)
    {
        if (change.Find<NetworkInterfaceRow>(target.InterfaceId) is { } eni) RemoveInterface.Run(change, eni);
    }
}

using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceConnectEndpoints;

/// <summary>Changes the groups and addresses of an endpoint.</summary>
internal sealed class ModifyInstanceConnectEndpoint
    : IMutation<ModifyInstanceConnectEndpointRequest, ModifyInstanceConnectEndpointResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static ModifyInstanceConnectEndpointResult Run(ModifyInstanceConnectEndpointRequest input, Change change)
    {
        var row = change.Named<InstanceConnectEndpointRow>(input.InstanceConnectEndpointId);
        if (row.State is not (Ec2InstanceConnectEndpointState.CreateComplete
            or Ec2InstanceConnectEndpointState.UpdateComplete))
            throw Ec2Errors.IncorrectState($"The endpoint '{row.Id}' is in the state '{row.State}'.");
        var groups = input.SecurityGroupIds is { Count: > 0 } asked
            ? LaunchGroups.Of(change, row.VpcId, asked, names: null)
            : row.GroupIds;
        change.Update<NetworkInterfaceRow>(row.NetworkInterfaceId, eni => eni with { GroupIds = groups });
        change.Put(row with
        {
            GroupIds = groups,
            IpAddressType = input.IpAddressType ?? row.IpAddressType,
            PreservesClientIp = input.PreserveClientIp ?? row.PreservesClientIp,
            State = Ec2InstanceConnectEndpointState.UpdateInProgress,
        });
        change.Later<InstanceConnectEndpointMoves>(Delay, row.Id);
        return new() { Return = true };
    }
}

using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceConnectEndpoints;

/// <summary>Creates an endpoint in a subnet, with an interface of its own.</summary>
internal sealed class CreateInstanceConnectEndpoint
    : IMutation<CreateInstanceConnectEndpointRequest, CreateInstanceConnectEndpointResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static CreateInstanceConnectEndpointResult Run(CreateInstanceConnectEndpointRequest input, Change change)
    {
        var subnet = change.Named<SubnetRow>(input.SubnetId);
        if (change.Rows<InstanceConnectEndpointRow>().By(InstanceConnectEndpointRow.BySubnet, subnet.Id).Any(one =>
                one.State != Ec2InstanceConnectEndpointState.DeleteComplete))
            throw new AwsException("InstanceConnectEndpointLimitExceeded",
                $"The subnet '{subnet.Id}' has an EC2 Instance Connect Endpoint already.");
        var groups = LaunchGroups.Of(change, subnet.VpcId, input.SecurityGroupIds, names: null);
        var id = change.NewId("eice");
        var eni = NewNetworkInterface.Make(change, subnet, groups);
        change.Put(eni with
        {
            InterfaceType = "ec2_instance_connect_endpoint",
            IsRequesterManaged = true,
            RequesterId = change.Account,
            Description = $"EC2 Instance Connect Endpoint {id}",
        });
        var row = change.Put(new InstanceConnectEndpointRow(id)
        {
            SubnetId = subnet.Id,
            VpcId = subnet.VpcId,
            AvailabilityZone = subnet.AvailabilityZone,
            NetworkInterfaceId = eni.Id,
            State = Ec2InstanceConnectEndpointState.CreateInProgress,
            CreatedAt = change.Now,
            PreservesClientIp = input.PreserveClientIp ?? false,
            IpAddressType = input.IpAddressType ?? Wire.Ec2.IpAddressType.Ipv4,
            GroupIds = groups,
        });
        change.TagNew(input.TagSpecifications, ResourceType.InstanceConnectEndpoint, id);
        change.Later<InstanceConnectEndpointMoves>(Delay, id);
        return new()
        {
            InstanceConnectEndpoint = row.View(change), ClientToken = input.ClientToken ?? change.NewUuid(),
        };
    }
}

/// <summary>An endpoint is made, changed or gone.</summary>
internal sealed class InstanceConnectEndpointMoves : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<InstanceConnectEndpointRow>(subject) is not { } row) return;
        switch (row.State)
        {
            case Ec2InstanceConnectEndpointState.CreateInProgress:
                change.Put(row with { State = Ec2InstanceConnectEndpointState.CreateComplete });
                break;
            case Ec2InstanceConnectEndpointState.UpdateInProgress:
                change.Put(row with { State = Ec2InstanceConnectEndpointState.UpdateComplete });
                break;
            case Ec2InstanceConnectEndpointState.DeleteInProgress:
                if (change.Find<NetworkInterfaceRow>(row.NetworkInterfaceId) is { } eni)
                    RemoveInterface.Run(change, eni);
                change.Remove<InstanceConnectEndpointRow>(subject);
                break;
        }
    }
}

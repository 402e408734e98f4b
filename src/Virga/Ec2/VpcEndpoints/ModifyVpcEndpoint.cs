using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.SecurityGroups;
using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpoints;

/// <summary>Changes the policy, route tables, subnets, groups and names of an endpoint.</summary>
internal sealed class ModifyVpcEndpoint : IMutation<ModifyVpcEndpointRequest, ModifyVpcEndpointResult>
{
    public static ModifyVpcEndpointResult Run(ModifyVpcEndpointRequest input, Change change)
    {
        var row = change.Named<VpcEndpointRow>(input.VpcEndpointId);
        if (input is { ResetPolicy: true, PolicyDocument: not null })
            throw CommonErrors.InvalidParameterCombination("ResetPolicy cannot be used with PolicyDocument");
        row = row with
        {
            PolicyDocument = input.ResetPolicy == true
                ? CreateVpcEndpoint.DefaultPolicy(row.Type)
                : input.PolicyDocument ?? row.PolicyDocument,
            IpAddressType = input.IpAddressType ?? row.IpAddressType,
            DnsRecordIpType = input.DnsOptions?.DnsRecordIpType ?? row.DnsRecordIpType,
            RouteTableIds = [.. row.RouteTableIds.Except(input.RemoveRouteTableIds ?? [])],
            IsPrivateDnsEnabled = input.PrivateDnsEnabled is { } isWanted
                ? CreateVpcEndpoint.CheckPrivateDns(change.Get<VpcRow>(row.VpcId), isWanted)
                : row.IsPrivateDnsEnabled,
        };
        row = CreateVpcEndpoint.WithRouteTables(change, row, input.AddRouteTableIds ?? []);
        row = WithGroups(input, change, row);
        row = EndpointInterfaces.Remove(change, row, input.RemoveSubnetIds ?? []);
        row = EndpointInterfaces.Add(change, row, (input.AddSubnetIds ?? []).Except(row.SubnetIds));
        change.Put(row);
        return new() { Return = true };
    }

    private static VpcEndpointRow WithGroups(ModifyVpcEndpointRequest input, Change change, VpcEndpointRow row)
    {
        var added = input.AddSecurityGroupIds ?? [];
        var removed = input.RemoveSecurityGroupIds ?? [];
        if (added.Count + removed.Count == 0) return row;
        var wanted = row.GroupIds.Except(removed).Concat(added).Distinct().ToList();
        var groups = SecurityGroupLookup.ForInterface(change, row.VpcId, wanted);
        foreach (var id in row.NetworkInterfaceIds)
            change.Update<NetworkInterfaceRow>(id, eni => eni with { GroupIds = groups });
        return row with { GroupIds = groups };
    }
}

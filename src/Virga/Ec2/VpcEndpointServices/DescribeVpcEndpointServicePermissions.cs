using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Lists who may have endpoints of a service.</summary>
internal sealed class DescribeVpcEndpointServicePermissions
    : IQuery<DescribeVpcEndpointServicePermissionsRequest, DescribeVpcEndpointServicePermissionsResult>
{
    private static readonly Filters<AllowedPrincipal> Filters = new()
    {
        { "principal", one => one.Principal },
        { "principal-type", one => one.PrincipalType },
    };

    public static DescribeVpcEndpointServicePermissionsResult Run(
        DescribeVpcEndpointServicePermissionsRequest input, WorldView at)
    {
        var row = at.Named<VpcEndpointServiceRow>(input.ServiceId);
        var all = row.Permissions.Select(one => new AllowedPrincipal
        {
            PrincipalType = VpcEndpointServiceView.PrincipalKind(one.Principal),
            Principal = one.Principal,
            ServicePermissionId = one.Id,
            ServiceId = row.Id,
            Tags = [],
        });
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { AllowedPrincipals = page.Items, NextToken = page.NextToken };
    }
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEndpointServices;

/// <summary>Says who may have endpoints of a service.</summary>
internal sealed class ModifyVpcEndpointServicePermissions
    : IMutation<ModifyVpcEndpointServicePermissionsRequest, ModifyVpcEndpointServicePermissionsResult>
{
    public static ModifyVpcEndpointServicePermissionsResult Run(
        ModifyVpcEndpointServicePermissionsRequest input, Change change)
    {
        var row = change.Named<VpcEndpointServiceRow>(input.ServiceId);
        var added = (input.AddAllowedPrincipals ?? []).Distinct(StringComparer.Ordinal)
            .Where(one => !row.Permissions.Any(present => present.Principal == one))
            .Select(one => new ServicePermission(change.NewId("vpce-svc-perm"), one)).ToList();
        foreach (var one in added)
            if (one.Principal != "*" && !one.Principal.StartsWith("arn:", StringComparison.Ordinal)
                && !one.Principal.EndsWith(".amazonaws.com", StringComparison.Ordinal))
                throw new AwsException("InvalidPrincipal", $"Invalid Principal: '{one.Principal}'");
        var removed = input.RemoveAllowedPrincipals ?? [];
        change.Put(row with
        {
            Permissions = [.. row.Permissions.Where(one => !removed.Contains(one.Principal)), .. added],
        });
        return new() { AddedPrincipals = [.. added.Select(one => Shape(one, row.Id))], ReturnValue = true };
    }

    private static AddedPrincipal Shape(ServicePermission one, string serviceId) => new()
    {
        PrincipalType = VpcEndpointServiceView.PrincipalKind(one.Principal),
        Principal = one.Principal,
        ServicePermissionId = one.Id,
        ServiceId = serviceId,
    };
}

using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Roles;

/// <summary>Lists the inline policies of a role.</summary>
internal sealed class ListRolePolicies : IQuery<ListRolePoliciesRequest, ListRolePoliciesResponse>
{
    public static ListRolePoliciesResponse Run(ListRolePoliciesRequest input, WorldView at)
    {
        var page = EntityPolicies.Names(at.Get<RoleRow>(input.RoleName!), input.MaxItems, input.Marker);
        return new() { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
